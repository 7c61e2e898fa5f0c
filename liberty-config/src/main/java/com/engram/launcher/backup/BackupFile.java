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

/** A backup to read from: a ZIP whose entries are {@code home/...}, {@code tables/...} and {@code objects/...}. */
public final class BackupFile implements AutoCloseable {
    static final String VERSION = "schema-version";
    static final String SEQUENCES = "sequences.sql";
    static final String HOME = "home/";
    static final String TABLES = "tables/";
    static final String OBJECTS = "objects/";

    /** What of a home's folder belongs to the installation: without its secrets the database's contents are no use. */
    static final List<String> HOME_FILES = List.of("secrets.properties", "operator.json");

    private final ZipFile zip;

    private BackupFile(ZipFile zip) {
        this.zip = zip;
    }

    /** @throws LauncherException if it is not one, or was cut short */
    public static BackupFile open(Path file) throws LauncherException, IOException {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            if (zip.getEntry(VERSION) == null || zip.getEntry(SEQUENCES) == null) {
                zip.close();
                throw new LauncherException(file + " is not a whole backup of Engram.");
            }
            return new BackupFile(zip);
        } catch (ZipException e) {
            throw new LauncherException(file + " is not a whole backup of Engram: " + e.getMessage() + ".");
        }
    }

    /** The newest migration of the database it was made from. */
    public String version() throws IOException {
        return text(VERSION);
    }

    /** Writes the home's files that belong to it into a new home, readable by the owner only. */
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

    /** What to do with one entry. */
    interface Use {
        void entry(String name, ZipEntry entry, InputStream content) throws IOException, SQLException;
    }

    /** Hands over every entry under that folder, by its name there. */
    void each(String folder, Use use) throws IOException, SQLException {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (entry.getName().startsWith(folder)) {
                try (var content = zip.getInputStream(entry)) {
                    use.entry(entry.getName().substring(folder.length()), entry, content);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
