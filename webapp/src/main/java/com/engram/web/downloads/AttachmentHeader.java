package com.engram.web.downloads;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The header {@code Content-Disposition} of a download that is named after a file of a user (RFC 6266). */
public final class AttachmentHeader {

    private AttachmentHeader() {}

    /**
     * The header.
     *
     * @param filename the name of the file that it is named after; its ending is left out
     * @param suffix what follows the name, with the ending of the download
     */
    public static String named(String filename, String suffix) {
        String name = baseName(filename) + suffix;
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, encoded);
    }

    /** The name without its ending, and without what may not be in the name of a file. */
    private static String baseName(String filename) {
        int dot = filename.lastIndexOf('.');
        String base = (dot > 0 ? filename.substring(0, dot) : filename)
                .replaceAll("[\\p{Cntrl}\\p{Cf}/\\\\:*?\"<>|]", "_")
                .strip();
        return base.isEmpty() ? "image" : base;
    }
}
