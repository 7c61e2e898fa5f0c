package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Writes a PNG anew whose pixels are all there although something around them is not: a wrong or missing checksum, a missing
 * end. Where pixels are missing, or both of their checksums contradict them, there is nothing to repair.
 */
public final class PngRepair {
    /** How far beyond the pixels to look for a contradiction. */
    private static final int BEYOND = 1 << 16;

    private final ByteSlice bytes;
    private final Inflater inflater = new Inflater();
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[1 << 14];
    private long needed;
    private long found;
    private boolean wrongSum;
    private boolean contradicted;

    private PngRepair(ByteSlice bytes) {
        this.bytes = bytes;
    }

    /** The file with all of its pixels and nothing else but palette and transparency. */
    public static byte[] repaired(byte[] file) throws RejectedImageException {
        PngRepair repair = new PngRepair(ByteSlice.of(file));
        try {
            return repair.rewrite();
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes all that is written", e);
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
        if (found < needed || contradicted && wrongSum) {
            throw new RejectedImageException(Reason.UNREADABLE, "The PNG's pixels are damaged or cut off.");
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
                        if (at == 8) { // a later one is none, and the guard has looked at the first only
                            needed = needed(body);
                            write(out, type, body.copy());
                        }
                    }
                    case "PLTE", "tRNS" -> write(out, type, body.copy());
                    case "IDAT" -> {
                        inflate(body, deflated);
                        wrongSum |= PngHeaderReader.sum(bytes.slice(at + 4, length + 4)) != bytes.u32(at + 8 + length);
                    }
                    default -> {} // nothing that pixels need
                }
            }
        } catch (ByteSlice.Short e) {
            return; // What is there has been copied; whether it is enough is seen by its length.
        }
    }

    private void inflate(ByteSlice part, DeflaterOutputStream deflated) throws IOException {
        inflater.setInput(part.data(), part.from(), part.size());
        try {
            int read;
            while (found < needed + BEYOND && !contradicted && (read = inflater.inflate(buffer)) > 0) {
                if (found < needed) {
                    deflated.write(buffer, 0, (int) Math.min(read, needed - found));
                }
                found += read;
            }
        } catch (DataFormatException e) {
            contradicted = true;
        }
    }

    /** Bytes of all rows, each with its filter's byte, of all seven passes if it is interlaced. */
    private static long needed(ByteSlice header) throws ByteSlice.Short {
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
        byte[] name = type.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(body);
        out.writeInt(body.length);
        out.write(name);
        out.write(body);
        out.writeInt((int) sum.getValue());
    }
}
