package com.engram.inference.image.headers;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the orientation from an XMP packet, where it is an attribute or an element. */
final class XmpOrientation {
    private static final Pattern VALUE = Pattern.compile("tiff:Orientation\\s*(?:=\\s*[\"']|>)\\s*([1-8])\\b");
    private static final int LARGEST_PACKET = 1 << 20;

    private XmpOrientation() {}

    /** The orientation, 1 to 8; 1 if there is none. */
    static int of(ByteSlice packet) {
        if (packet.size() > LARGEST_PACKET) {
            return 1;
        }
        Matcher match = VALUE.matcher(new String(packet.copy(), StandardCharsets.ISO_8859_1));
        return match.find() ? Integer.parseInt(match.group(1)) : 1;
    }
}
