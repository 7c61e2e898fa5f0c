package com.engram.inference.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Takes an animated WebP's first frame out, as a WebP that does not move, which is all that OpenCV reads. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record AnimatedWebp(byte[] still, int left, int top) {
    private static final int FRAME_HEADER = 16;
    private static final int HAS_ALPHA = 0x10;

    /** The first frame, and where it lies in the whole picture. */
    static AnimatedWebp firstFrame(byte[] file) throws RejectedPicture {
        Bytes bytes = Bytes.of(file);
        try {
            for (long at = 12; at + 8 <= bytes.size(); ) {
                long length = bytes.u32(at + 4, true);
                if (bytes.has(at, "ANMF")) {
                    return of(bytes.slice(at + 8, length));
                }
                at += 8 + length + (length & 1);
            }
        } catch (Bytes.Short e) {
            throw HeaderGuard.damaged("The WebP's first frame is cut off.");
        }
        throw HeaderGuard.damaged("The picture is damaged.");
    }

    private static AnimatedWebp of(Bytes frame) throws Bytes.Short {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        Bytes picture = frame.slice(FRAME_HEADER, frame.size() - FRAME_HEADER);
        if (picture.has(0, "ALPH")) {
            ByteBuffer extended = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
            extended.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(HAS_ALPHA);
            chunks.write(extended.array(), 0, 12);
            chunks.writeBytes(frame.slice(6, 6).copy());
        }
        chunks.writeBytes(picture.copy());
        ByteBuffer still = ByteBuffer.allocate(8 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        still.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(chunks.size())
                .put(chunks.toByteArray());
        return new AnimatedWebp(still.array(), 2 * frame.u24little(0), 2 * frame.u24little(3));
    }
}
