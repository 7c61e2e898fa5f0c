package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the dimensions of an AVIF or HEIC image: the largest {@code ispe} property of its {@code meta} box. The decoder applies
 * orientation and colour profile itself.
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

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        String brand = bytes.ascii(8, 4);
        boolean avif = brand.equals("avif") || brand.equals("avis");
        if (!avif && !HEIC_BRANDS.contains(brand)) {
            throw new RejectedImageException(Reason.UNSUPPORTED_TYPE, "The file is a video or document, not an image.");
        }
        HeifHeaderReader header = new HeifHeaderReader(bytes);
        header.boxes(0, bytes.size(), 0);
        return new ImageHeader(
                avif ? ImageFormat.AVIF : ImageFormat.HEIC, header.width, header.height, 1, Optional.empty());
    }

    private void boxes(long from, long to, int depth) throws ByteSlice.Truncated, RejectedImageException {
        long at = from;
        while (at + 8 <= to) {
            long length = bytes.u32(at);
            String type = bytes.ascii(at + 4, 4);
            if (length == 0) {
                length = to - at;
            }
            if (length < 8 || length > to - at) {
                throw HeaderValidator.damaged("The box structure of the file is damaged.");
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
