package com.engram.inference.picture;

import com.engram.inference.picture.RejectedPicture.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Walks a JPEG's marker segments: frame, EXIF orientation, ICC profile, number of scans, end. */
final class JpegHeader {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    /** A scan over a whole large frame costs a pass over all its coefficients; honest encoders write about ten. */
    private static final int MOST_SCANS = 100;

    private final Bytes bytes;
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;
    private boolean ended;

    private JpegHeader(Bytes bytes) {
        this.bytes = bytes;
    }

    static Header read(Bytes bytes) throws Bytes.Short, RejectedPicture {
        return new JpegHeader(bytes).walk();
    }

    private Header walk() throws Bytes.Short, RejectedPicture {
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
                    throw HeaderGuard.damaged("A JPEG segment has no length.");
                }
                segment(marker, bytes.slice(at + 2, length - 2));
                at += length;
                if (marker == START_OF_SCAN) {
                    at = afterEntropyData(at);
                }
            }
        }
        if (width == 0 || height == 0 || scans == 0) {
            throw HeaderGuard.damaged("The JPEG holds no picture.");
        }
        Optional<byte[]> icc = profile.size() == 0 ? Optional.empty() : Optional.of(profile.toByteArray());
        return new Header(Format.JPEG, width, height, orientation, icc);
    }

    private int marker(long at) throws Bytes.Short, RejectedPicture {
        if (bytes.u8(at) != 0xFF) {
            throw HeaderGuard.damaged("The JPEG's segments do not follow each other.");
        }
        return bytes.u8(at + 1);
    }

    private void segment(int marker, Bytes body) throws Bytes.Short, RejectedPicture {
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            if (width != 0) {
                throw HeaderGuard.damaged("The JPEG has two frames.");
            }
            height = body.u16(1);
            width = body.u16(3);
        } else if (marker == START_OF_SCAN && ++scans > MOST_SCANS) {
            throw new RejectedPicture(Reason.UNREADABLE, "The JPEG has more than " + MOST_SCANS + " scans.");
        } else if (marker == 0xE1 && body.has(0, "Exif\0\0") && orientation == 1) {
            orientation = ExifOrientation.of(body.slice(6, body.size() - 6));
        } else if (marker == 0xE2 && body.has(0, "ICC_PROFILE\0") && body.size() > 14) {
            profile.writeBytes(body.slice(14, body.size() - 14).copy());
        }
    }

    /** The next marker after a scan's data: not a stuffed zero, not a restart. */
    private long afterEntropyData(long from) throws Bytes.Short {
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
