package com.engram.web.pages;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads scripts, styles and images as browsers receive them.
 *
 * <p>A style sheet is sent as one file: each import of another one is replaced by its content. The imports of a script get
 * a fingerprint, so that a new version of a module is never mixed with an old version from the browser's cache.
 */
final class AssetContent {

    private static final Pattern STYLE_IMPORT = Pattern.compile("(?m)^@import \"([^\"]+)\";$");
    private static final Pattern SCRIPT_IMPORT = Pattern.compile("(?m)^(import .*|\\} )from '\\./([^']+)';$");
    private static final int FINGERPRINT_CHARACTERS = 12;

    private AssetContent() {}

    /** The bytes of a file, or nothing if there is no such file. */
    static Optional<byte[]> find(ServletContext files, String path) throws IOException {
        try (InputStream content = path.endsWith("/") ? null : files.getResourceAsStream(path)) {
            if (content == null) {
                return Optional.empty();
            }
            byte[] bytes = content.readAllBytes();
            boolean isOurs = path.startsWith("/assets/");
            if (isOurs && path.endsWith(".css")) {
                return Optional.of(withStyles(files, path, bytes));
            }
            return Optional.of(isOurs && path.endsWith(".js") ? withFingerprints(files, path, bytes) : bytes);
        }
    }

    /**
     * The first characters of the SHA-256 hash of a file's content.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    static String fingerprint(ServletContext files, String path) throws IOException {
        return DigestUtils.sha256Hex(getBytes(files, path)).substring(0, FINGERPRINT_CHARACTERS);
    }

    private static byte[] withStyles(ServletContext files, String path, byte[] styles) throws IOException {
        String text = new String(styles, StandardCharsets.UTF_8);
        StringBuilder joined = new StringBuilder();
        int from = 0;
        for (MatchResult found : STYLE_IMPORT.matcher(text).results().toList()) {
            byte[] part = getBytes(files, folderOf(path) + found.group(1));
            joined.append(text, from, found.start()).append(new String(part, StandardCharsets.UTF_8));
            from = found.end();
        }
        return joined.append(text, from, text.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withFingerprints(ServletContext files, String path, byte[] script) throws IOException {
        String text = new String(script, StandardCharsets.UTF_8);
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        for (MatchResult found : SCRIPT_IMPORT.matcher(text).results().toList()) {
            String version = fingerprint(files, folderOf(path) + found.group(2));
            replaced.append(text, from, found.end(2)).append("?v=").append(version);
            from = found.end(2);
        }
        return replaced.append(text, from, text.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] getBytes(ServletContext files, String path) throws IOException {
        return find(files, path).orElseThrow(() -> new IllegalArgumentException("There is no asset " + path));
    }

    private static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
