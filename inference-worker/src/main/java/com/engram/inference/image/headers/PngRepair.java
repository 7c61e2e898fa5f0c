package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Repairs PNG files whose pixels are complete although a checksum is wrong or the end of the file is missing. A file cannot be
 * repaired if pixels are missing, or if both checksums of the pixels, that of the chunk and that of the zlib stream, are wrong.
 */
public final class PngRepair {
    /** How many bytes to inflate after the pixels in order to reach the checksum of the zlib stream. */
    private static final int TRAILER = 1 << 16;

    private final ByteSlice bytes;
    private final Inflater inflater = new Inflater();
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[1 << 14];
    private long needed;
    private long found;
    private boolean chunkChecksumWrong;
    private boolean streamDamaged;

    private PngRepair(ByteSlice bytes) {
        this.bytes = bytes;
    }

    /**
     * Rewrites a file with correct checksums; only header, palette, transparency and pixels are kept.
     *
     * @throws RejectedImageException if the pixels are damaged or incomplete
     */
    public static byte[] repair(byte[] file) throws RejectedImageException {
        PngRepair repair = new PngRepair(ByteSlice.of(file));
        try {
            return repair.rewrite();
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        } finally {
            repair.inflater.end();
        }
    }

    private byte[] rewrite() throws IOException, RejectedImageException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeLong(0x89504E470D0A1A0AL);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(pixels)) {
            copy(out, deflated);
        }
        if (found < needed && !streamDamaged) {
            throw HeaderValidator.cutOff(found, needed);
        }
        if (found < needed || streamDamaged && chunkChecksumWrong) {
            throw HeaderValidator.damaged("The pixels of the PNG are damaged.");
        }
        write(out, "IDAT", pixels.toByteArray());
        write(out, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private void copy(DataOutputStream out, DeflaterOutputStream deflated) throws IOException {
        try {
            for (long at = 8; !bytes.has(at + 4, "IEND"); at += 12 + bytes.u32(at)) {
                long length = Math.min(bytes.u32(at), bytes.size() - at - 8);
                String type = bytes.ascii(at + 4, 4);
                ByteSlice body = bytes.slice(at + 8, length);
                switch (type) {
                    case "IHDR" -> {
                        if (at == 8) { // only the first header is validated
                            needed = needed(body);
                            write(out, type, body.copy());
                        }
                    }
                    case "PLTE", "tRNS" -> write(out, type, body.copy());
                    case "IDAT" -> {
                        inflate(body, deflated);
                        chunkChecksumWrong |=
                                PngHeaderReader.checksum(bytes.slice(at + 4, length + 4)) != bytes.u32(at + 8 + length);
                    }
                    default -> {} // not needed for the pixels
                }
            }
        } catch (ByteSlice.Truncated e) {
            return; // The caller checks whether the copied part contains all pixels.
        }
    }

    private void inflate(ByteSlice part, DeflaterOutputStream deflated) throws IOException {
        inflater.setInput(part.data(), part.from(), part.size());
        try {
            int read;
            while (found < needed + TRAILER && !streamDamaged && (read = inflater.inflate(buffer)) > 0) {
                if (found < needed) {
                    deflated.write(buffer, 0, (int) Math.min(read, needed - found));
                }
                found += read;
            }
        } catch (DataFormatException e) {
            streamDamaged = true;
        }
    }

    /** The number of bytes of all rows with their filter bytes; of all seven passes if the image is interlaced. */
    private static long needed(ByteSlice header) throws ByteSlice.Truncated {
        long width = header.u32(0);
        long height = header.u32(4);
        int samples = new int[] {1, 0, 3, 1, 2, 0, 4}[header.u8(9)];
        int bits = header.u8(8) * samples;
        if (header.u8(12) == 0) {
            return rows(width, height, bits);
        }
        return rows((width + 7) / 8, (height + 7) / 8, bits)
                + rows((width + 3) / 8, (height + 7) / 8, bits)
                + rows((width + 3) / 4, (height + 3) / 8, bits)
                + rows((width + 1) / 4, (height + 3) / 4, bits)
                + rows((width + 1) / 2, (height + 1) / 4, bits)
                + rows(width / 2, (height + 1) / 2, bits)
                + rows(width, height / 2, bits);
    }

    private static long rows(long width, long height, int bits) {
        return width == 0 ? 0 : height * ((width * bits + 7) / 8 + 1);
    }

    private static void write(DataOutputStream out, String type, byte[] body) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(body);
        out.writeInt(body.length);
        out.write(name);
        out.write(body);
        out.writeInt((int) sum.getValue());
    }
}
