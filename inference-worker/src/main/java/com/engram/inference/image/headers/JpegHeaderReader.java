package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.io.ByteArrayOutputStream;

/**
 * Reads the marker segments of a JPEG: frame, EXIF orientation, ICC profile, number of scans, end of image. Like browsers it skips
 * bytes between segments, and accepts a file without end marker; the decoder decides whether the pixels are complete.
 */
final class JpegHeaderReader {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int RESTART_INTERVAL = 0xDD;
    /** Each scan can cost a pass over all coefficients of the image. Encoders write about ten scans. */
    private static final int MAX_SCANS = 100;

    /** The decoder keeps all coefficients of a progressive image, two bytes each. */
    private static final long MAX_COEFFICIENTS = 150_000_000;

    private final ByteSlice bytes;
    private final boolean beginningOnly;
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int channels;
    private long coefficients;
    private boolean progressive;
    private int orientation = 1;
    private int profileChunks;
    private boolean profileInvalid;
    private int scans;
    private boolean ended;

    private JpegHeaderReader(ByteSlice bytes, boolean beginningOnly) {
        this.bytes = bytes;
        this.beginningOnly = beginningOnly;
    }

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        return new JpegHeaderReader(bytes, false).walk();
    }

    /** Reads up to the first scan only, which is hardly any of a file, and leaves the rest unchecked. */
    static ImageHeader readBeginning(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        return new JpegHeaderReader(bytes, true).walk();
    }

    private ImageHeader walk() throws ByteSlice.Truncated, RejectedImageException {
        try {
            for (long at = 2; !ended && !(beginningOnly && scans > 0); ) {
                at = next(at);
            }
        } catch (ByteSlice.Truncated e) {
            if (scans == 0) {
                throw e;
            }
        }
        if (width == 0 || height == 0 || scans == 0) {
            throw HeaderValidator.damaged("The JPEG contains no image.");
        }
        if (progressive && coefficients > MAX_COEFFICIENTS) {
            throw new RejectedImageException(
                    Reason.TOO_MANY_PIXELS,
                    "The image has " + width + " x " + height
                            + " pixels. A progressive JPEG of this kind may have at most "
                            + (long) (MAX_COEFFICIENTS * 1e-6 * width * height / coefficients) + " megapixels.");
        }
        SourceColour colour =
                profile.size() == 0 || profileInvalid ? SourceColour.SRGB : new SourceColour.Icc(profile.toByteArray());
        return ImageHeader.of(ImageFormat.JPEG, width, height)
                .withOrientation(orientation)
                .withColour(channels, colour)
                .withScalable(true)
                .withOpenEnd(!ended);
    }

    /** Reads what is at that offset and returns the offset after it. */
    private long next(long at) throws ByteSlice.Truncated, RejectedImageException {
        if (bytes.u8(at) != 0xFF) {
            return at + 1; // a byte between two segments
        }
        int marker = bytes.u8(at + 1);
        if (marker == 0xFF) {
            return at + 1; // a fill byte
        }
        if (marker == END_OF_IMAGE) {
            ended = true;
            return at + 2;
        }
        if (marker <= 0x01 || marker >= 0xD0 && marker <= 0xD8) {
            return at + 2; // no segment follows
        }
        long length = bytes.u16(at + 2);
        if (length < 2) {
            throw HeaderValidator.damaged("A segment of the JPEG has an invalid length.");
        }
        segment(marker, bytes.slice(at + 4, length - 2));
        return marker == START_OF_SCAN && !beginningOnly ? afterEntropyData(at + 2 + length) : at + 2 + length;
    }

    private void segment(int marker, ByteSlice body) throws ByteSlice.Truncated, RejectedImageException {
        if (marker == 0xF7) {
            throw unsupported("JPEG-LS");
        } else if (marker == RESTART_INTERVAL && body.size() != 2) {
            throw HeaderValidator.damaged("A segment of the JPEG has an invalid length.");
        } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            frame(marker, body);
        } else if (marker == START_OF_SCAN && ++scans > MAX_SCANS) {
            throw new RejectedImageException(Reason.UNREADABLE, "The JPEG has more than " + MAX_SCANS + " scans.");
        } else if (marker == 0xE1 && body.has(0, "Exif\0\0") && orientation == 1) {
            orientation = ExifOrientation.of(body.slice(6, body.size() - 6));
        } else if (marker == 0xE2 && body.has(0, "ICC_PROFILE\0") && body.size() > 14) {
            // Like browsers, the profile is ignored if a part is missing.
            profileInvalid |= body.u8(12) != ++profileChunks || body.u8(13) < profileChunks;
            profile.writeBytes(body.slice(14, body.size() - 14).copy());
        }
    }

    private void frame(int marker, ByteSlice body) throws ByteSlice.Truncated, RejectedImageException {
        int process = marker & 0x03;
        if (process == 3) {
            throw unsupported("Lossless JPEG");
        }
        if (marker >= 0xC5 && marker <= 0xC7 || marker >= 0xCD) {
            throw unsupported("Hierarchical JPEG");
        }
        if (marker >= 0xC9) {
            throw unsupported("Arithmetic-coded JPEG");
        }
        if (body.u8(0) == 12) {
            throw unsupported("12-bit JPEG");
        }
        if (width != 0) {
            throw HeaderValidator.damaged("The JPEG has two frames.");
        }
        height = body.u16(1);
        width = body.u16(3);
        channels = body.u8(5);
        progressive = process == 2;
        coefficients = coefficients(body);
    }

    /** The number of coefficients of all channels, by their sampling factors. */
    private long coefficients(ByteSlice body) throws ByteSlice.Truncated {
        long samples = 0;
        int widest = 1;
        int highest = 1;
        for (int channel = 0; channel < channels; channel++) {
            int factors = body.u8(7 + 3L * channel);
            samples += (long) (factors >> 4) * (factors & 15);
            widest = Math.max(widest, factors >> 4);
            highest = Math.max(highest, factors & 15);
        }
        return (long) width * height * samples / (widest * highest);
    }

    private static RejectedImageException unsupported(String kind) {
        return HeaderValidator.unsupported(kind);
    }

    /**
     * The offset of the next marker after the data of a scan, which is neither a stuffed zero nor a restart marker. Most of a file is
     * such data, so the bytes are read without a check of each; the loop stays within them.
     */
    private long afterEntropyData(long from) throws ByteSlice.Truncated {
        byte[] data = bytes.data();
        int last = bytes.to() - 1;
        int at = (int) Math.min(last, bytes.from() + from);
        while (at < last) {
            if (data[at++] == (byte) 0xFF) {
                int next = data[at] & 0xFF;
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    return at - 1L - bytes.from();
                }
            }
        }
        throw new ByteSlice.Truncated();
    }
}
