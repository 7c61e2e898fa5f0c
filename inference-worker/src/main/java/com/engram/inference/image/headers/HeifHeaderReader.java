package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Finds an AVIF's or HEIC's size: the largest {@code ispe} property of its {@code meta} box. Orientation and colours are the
 * decoder's affair, which applies both.
 */
final class HeifHeaderReader {
    private static final Set<String> HEIC_BRANDS = Set.of("heic", "heix", "heim", "heis", "mif1", "msf1", "hevc");
    private static final Set<String> CONTAINERS = Set.of("meta", "iprp", "ipco");

    private final ByteSlice bytes;
    private int width;
    private int height;

    private HeifHeaderReader(ByteSlice bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Short, RejectedImageException {
        String brand = bytes.ascii(8, 4);
        boolean avif = brand.equals("avif") || brand.equals("avis");
        if (!avif && !HEIC_BRANDS.contains(brand)) {
            throw new RejectedImageException(Reason.UNSUPPORTED_TYPE, "A film or document, not an image.");
        }
        HeifHeaderReader header = new HeifHeaderReader(bytes);
        header.boxes(0, bytes.size(), 0);
        return new ImageHeader(
                avif ? ImageFormat.AVIF : ImageFormat.HEIC, header.width, header.height, 1, Optional.empty());
    }

    private void boxes(long from, long to, int depth) throws ByteSlice.Short, RejectedImageException {
        long at = from;
        while (at + 8 <= to) {
            long length = bytes.u32(at);
            String type = bytes.ascii(at + 4, 4);
            if (length == 0) {
                length = to - at;
            }
            if (length < 8 || length > to - at) {
                throw HeaderValidator.damaged("The file's boxes do not follow each other.");
            }
            if (type.equals("ispe")) {
                width = Math.max(width, (int) Math.min(Integer.MAX_VALUE, bytes.u32(at + 12)));
                height = Math.max(height, (int) Math.min(Integer.MAX_VALUE, bytes.u32(at + 16)));
            } else if (CONTAINERS.contains(type) && depth < 4) {
                boxes(at + (type.equals("meta") ? 12 : 8), at + length, depth + 1);
            }
            at += length;
        }
    }
}
