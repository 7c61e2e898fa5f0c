package com.engram.launcher.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A ZIP file with one folder in it. It keeps the modes and the symbolic links of files, which {@code unzip} restores, and ends
 * with the SHA-256 of each file.
 */
final class ReleaseArchive implements AutoCloseable {
    static final String CHECKSUMS = "SHA256SUMS";

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final ZipArchiveOutputStream zip;
    private final String root;
    private final SortedMap<String, String> checksums = new TreeMap<>();

    /** @param root the name of the folder that holds everything */
    ReleaseArchive(Path file, String root) throws IOException {
        this.zip = new ZipArchiveOutputStream(file);
        this.root = root;
        zip.setUseZip64(Zip64Mode.AsNeeded);
        // Most of it is compressed already.
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /**
     * Adds a folder with all that is in it.
     *
     * @param name its name in the archive
     * @param isWanted decides by the path below the folder
     */
    void addFolder(Path folder, String name, Predicate<Path> isWanted) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path path : paths) {
            Path below = folder.relativize(path);
            if (isWanted.test(below)) {
                add(path, name + "/" + below);
            }
        }
    }

    /** Adds a file or a symbolic link. */
    void add(Path file, String name) throws IOException {
        if (Files.isSymbolicLink(file)) {
            write(
                    name,
                    UnixStat.LINK_FLAG | 0777,
                    Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
            return;
        }
        ZipArchiveEntry entry = new ZipArchiveEntry(root + "/" + name);
        entry.setUnixMode(UnixStat.FILE_FLAG | (Files.isExecutable(file) ? EXECUTABLE : PLAIN));
        entry.setLastModifiedTime(Files.getLastModifiedTime(file));
        zip.putArchiveEntry(entry);
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(zip);
        }
        zip.closeArchiveEntry();
        checksums.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    /** Adds a text. */
    void add(String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        write(name, UnixStat.FILE_FLAG | PLAIN, content);
        checksums.put(name, HexFormat.of().formatHex(sha256().digest(content)));
    }

    private void write(String name, int mode, byte[] content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(root + "/" + name);
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    /** Writes the checksums, as {@code sha256sum --check} reads them, and ends the archive. */
    @Override
    public void close() throws IOException {
        StringBuilder lines = new StringBuilder();
        checksums.forEach(
                (name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        write(CHECKSUMS, UnixStat.FILE_FLAG | PLAIN, lines.toString().getBytes(StandardCharsets.UTF_8));
        zip.close();
    }

    /** The SHA-256 of a file, in hexadecimal digits. */
    static String checksum(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
