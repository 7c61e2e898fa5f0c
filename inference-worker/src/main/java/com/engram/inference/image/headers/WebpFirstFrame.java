package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first frame of an animated WebP as a still WebP, because OpenCV cannot decode animations.
 *
 * @param still a WebP file with one frame
 * @param left the position of the frame in the whole image, in pixels
 * @param top the position of the frame in the whole image, in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record WebpFirstFrame(byte[] still, int left, int top) {
    private static final int FRAME_HEADER = 16;
    private static final int HAS_ALPHA = 0x10;

    /**
     * Extracts the first frame.
     *
     * @throws RejectedImageException if the file contains no complete frame
     */
    public static WebpFirstFrame extract(byte[] file) throws RejectedImageException {
        ByteSlice bytes = ByteSlice.of(file);
        try {
            for (long at = 12; at + 8 <= bytes.size(); ) {
                long length = bytes.u32(at + 4, true);
                if (bytes.has(at, "ANMF")) {
                    return of(bytes.slice(at + 8, length));
                }
                at += 8 + length + (length & 1);
            }
        } catch (ByteSlice.Truncated e) {
            throw HeaderValidator.damaged("The first frame of the WebP is truncated.");
        }
        throw HeaderValidator.damaged("The image is damaged.");
    }

    private static WebpFirstFrame of(ByteSlice frame) throws ByteSlice.Truncated {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        ByteSlice image = frame.slice(FRAME_HEADER, frame.size() - FRAME_HEADER);
        if (image.has(0, "ALPH")) {
            ByteBuffer extended = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
            extended.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(HAS_ALPHA);
            chunks.write(extended.array(), 0, 12);
            chunks.writeBytes(frame.slice(6, 6).copy());
        }
        chunks.writeBytes(image.copy());
        ByteBuffer still = ByteBuffer.allocate(8 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        still.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(chunks.size())
                .put(chunks.toByteArray());
        return new WebpFirstFrame(still.array(), 2 * frame.u24LittleEndian(0), 2 * frame.u24LittleEndian(3));
    }
}
