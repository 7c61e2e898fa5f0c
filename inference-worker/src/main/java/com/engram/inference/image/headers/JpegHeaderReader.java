package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Reads the marker segments of a JPEG: frame, EXIF orientation, ICC profile, number of scans, end of image. */
final class JpegHeaderReader {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    /** Each scan can cost a pass over all coefficients of the image. Encoders write about ten scans. */
    private static final int MAX_SCANS = 100;

    private final ByteSlice bytes;
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;
    private boolean ended;

    private JpegHeaderReader(ByteSlice bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        return new JpegHeaderReader(bytes).walk();
    }

    private ImageHeader walk() throws ByteSlice.Truncated, RejectedImageException {
        long at = 2;
        while (!ended) {
            int marker = marker(at);
            at += 2;
            if (marker == 0xFF) {
                at--; // a fill byte
            } else if (marker == END_OF_IMAGE) {
                ended = true;
            } else if (marker >= 0xD0 && marker <= 0xD8 || marker == 0x01) {
                continue; // no segment follows
            } else {
                long length = bytes.u16(at);
                if (length < 2) {
                    throw HeaderValidator.damaged("A segment of the JPEG has an invalid length.");
                }
                segment(marker, bytes.slice(at + 2, length - 2));
                at += length;
                if (marker == START_OF_SCAN) {
                    at = afterEntropyData(at);
                }
            }
        }
        if (width == 0 || height == 0 || scans == 0) {
            throw HeaderValidator.damaged("The JPEG contains no image.");
        }
        Optional<byte[]> icc = profile.size() == 0 ? Optional.empty() : Optional.of(profile.toByteArray());
        return new ImageHeader(ImageFormat.JPEG, width, height, orientation, icc);
    }

    private int marker(long at) throws ByteSlice.Truncated, RejectedImageException {
        if (bytes.u8(at) != 0xFF) {
            throw HeaderValidator.damaged("The segment structure of the JPEG is damaged.");
        }
        return bytes.u8(at + 1);
    }

    private void segment(int marker, ByteSlice body) throws ByteSlice.Truncated, RejectedImageException {
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            if (width != 0) {
                throw HeaderValidator.damaged("The JPEG has two frames.");
            }
            height = body.u16(1);
            width = body.u16(3);
        } else if (marker == START_OF_SCAN && ++scans > MAX_SCANS) {
            throw new RejectedImageException(Reason.UNREADABLE, "The JPEG has more than " + MAX_SCANS + " scans.");
        } else if (marker == 0xE1 && body.has(0, "Exif\0\0") && orientation == 1) {
            orientation = ExifOrientation.of(body.slice(6, body.size() - 6));
        } else if (marker == 0xE2 && body.has(0, "ICC_PROFILE\0") && body.size() > 14) {
            profile.writeBytes(body.slice(14, body.size() - 14).copy());
        }
    }

    /** The offset of the next marker after the data of a scan, which is neither a stuffed zero nor a restart marker. */
    private long afterEntropyData(long from) throws ByteSlice.Truncated {
        long at = from;
        while (true) {
            if (bytes.u8(at) == 0xFF) {
                int next = bytes.u8(at + 1);
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    return at;
                }
            }
            at++;
        }
    }
}
