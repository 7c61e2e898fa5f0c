package com.engram.inference.image.headers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of the ISO base media file format.
 *
 * @param type four characters
 * @param body the bytes after the header of the box, as far as the file contains them
 * @param start where the box begins in the bytes that were read
 * @param length the declared number of bytes with the header
 */
record Box(String type, ByteSlice body, long start, long length) {
    private static final int MAX_BOXES = 100_000;

    /** Whether the file ends before the box does. */
    boolean isCutOff(ByteSlice parent) {
        return length > parent.size() - start;
    }

    /** The declared end of the box. */
    long end() {
        return length > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + length;
    }

    /** The boxes of those bytes. The last one may be cut off. Reading stops at a box that cannot be one. */
    static List<Box> list(ByteSlice bytes) throws ByteSlice.Truncated {
        List<Box> boxes = new ArrayList<>();
        for (long at = 0; at + 8 <= bytes.size() && boxes.size() < MAX_BOXES; ) {
            long length = bytes.u32(at);
            int header = 8;
            if (length == 1) {
                length = bytes.u64(at + 8);
                header = 16;
            } else if (length == 0) {
                length = bytes.size() - at;
            }
            if (length < header) {
                break;
            }
            long available = Math.min(length, bytes.size() - at);
            boxes.add(new Box(
                    bytes.ascii(at + 4, 4), bytes.slice(at + header, Math.max(0, available - header)), at, length));
            at += available;
        }
        return boxes;
    }

    /** The boxes within this one, whose own fields take that many bytes. */
    List<Box> children(int fields) throws ByteSlice.Truncated {
        return list(body.slice(fields, body.size() - fields));
    }

    /** The first box of that type. */
    static Optional<Box> find(List<Box> boxes, String type) {
        return boxes.stream().filter(box -> box.type.equals(type)).findFirst();
    }

    /** The version of a box that begins with a version and flags. */
    int version() throws ByteSlice.Truncated {
        return body.u8(0);
    }
}
