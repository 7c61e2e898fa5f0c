package com.engram.launcher.backup;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An open backup file: a ZIP with the entries {@code home/...}, {@code tables/...} and {@code objects/...}. */
public final class BackupFile implements AutoCloseable {
    static final String VERSION = "schema-version";
    static final String SEQUENCES = "sequences.sql";
    static final String HOME = "home/";
    static final String TABLES = "tables/";
    static final String OBJECTS = "objects/";

    /** The files of a home that a backup contains. Without the secrets, encrypted columns of the database are unreadable. */
    static final List<String> HOME_FILES = List.of("secrets.properties", "operator.json");

    private final ZipFile zip;

    private BackupFile(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Opens a backup file.
     *
     * @throws LauncherException if the file is not a backup, or is incomplete
     */
    public static BackupFile open(Path file) throws LauncherException, IOException {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            if (zip.getEntry(VERSION) == null || zip.getEntry(SEQUENCES) == null) {
                zip.close();
                throw new LauncherException(file + " is not a complete Engram backup.");
            }
            return new BackupFile(zip);
        } catch (ZipException e) {
            throw new LauncherException(file + " is not a complete Engram backup: " + e.getMessage() + ".");
        }
    }

    /** The version of the newest migration in the database of the backup. */
    public String version() throws IOException {
        return text(VERSION);
    }

    /** Writes the files of the backed-up home into a new home. Only their owner can read them. */
    public void unpackHome(Home home) throws IOException {
        for (String name : HOME_FILES) {
            if (has(HOME + name)) {
                PrivateFile.write(home.at(name), text(HOME + name));
            }
        }
    }

    String text(String name) throws IOException {
        try (var content = zip.getInputStream(zip.getEntry(name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** The names of all entries of a folder, relative to it. */
    List<String> names(String folder) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .toList();
    }

    /** Processes one entry. */
    interface EntryConsumer {
        void accept(String name, ZipEntry entry, InputStream content) throws IOException, SQLException;
    }

    /** Calls the consumer for every entry of a folder. The name that it gets is relative to the folder. */
    void forEach(String folder, EntryConsumer consumer) throws IOException, SQLException {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (entry.getName().startsWith(folder)) {
                try (var content = zip.getInputStream(entry)) {
                    consumer.accept(entry.getName().substring(folder.length()), entry, content);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
