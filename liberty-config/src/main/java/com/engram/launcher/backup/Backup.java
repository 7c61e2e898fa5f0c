package com.engram.launcher.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Writes a backup while the installation may be running. Engram writes an object before the rows that refer to it and deletes
 * it after them. Therefore the objects are copied before the database snapshot, and new objects again after it, when the
 * snapshot has ended: one that stays open for hours keeps PostgreSQL from removing old row versions. An object that was made
 * after the first pass and deleted before the second is missing; its row is not restored.
 */
public final class Backup {
    private final DataLocations locations;

    public Backup(DataLocations locations) {
        this.locations = locations;
    }

    /**
     * Writes the backup file. Only its owner can read it, because it contains secrets. The file gets its name only after it is
     * complete; an existing file is replaced.
     */
    public void write(Path file) throws IOException, SQLException {
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(unfinished, options, ownerOnly));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            write(zip);
        } catch (IOException | SQLException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(ZipOutputStream zip) throws IOException, SQLException {
        for (String name : BackupFile.HOME_FILES) {
            Path file = locations.home().at(name);
            if (Files.exists(file)) {
                put(zip, BackupFile.HOME + name, Files.readString(file));
            }
        }
        Set<String> written = new HashSet<>();
        try (BucketObjects objects = locations.objects()) {
            copyNew(objects, written, zip);
            String sequences = copyTables(zip);
            copyNew(objects, written, zip);
            // The last entry, which shows that the file is complete.
            put(zip, BackupFile.SEQUENCES, sequences);
        }
    }

    /** Copies all tables as they are at one moment; returns the state of the sequences. */
    private String copyTables(ZipOutputStream zip) throws IOException, SQLException {
        try (var owner = locations.database()) {
            TableCopy tables = new TableCopy(owner);
            tables.beginSnapshot();
            put(zip, BackupFile.VERSION, tables.version());
            for (String table : tables.tables()) {
                ZipEntry entry = new ZipEntry(BackupFile.TABLES + table);
                String columns = tables.columns(table);
                entry.setComment(columns);
                zip.putNextEntry(entry);
                tables.write(table, columns, new NonClosingOutputStream(zip));
                zip.closeEntry();
            }
            return tables.sequences();
        }
    }

    private static void copyNew(BucketObjects objects, Set<String> written, ZipOutputStream zip) throws IOException {
        for (Iterator<String> keys = objects.keys(); keys.hasNext(); ) {
            String key = keys.next();
            if (!written.contains(key) && copy(objects, key, zip)) {
                written.add(key);
            }
        }
    }

    /** Copies an object without compression, because images do not compress further. False if it has been deleted. */
    private static boolean copy(BucketObjects objects, String key, ZipOutputStream zip) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found = objects.open(key);
        if (found.isEmpty()) {
            return false;
        }
        try (ResponseInputStream<GetObjectResponse> content = found.get()) {
            ZipEntry entry = new ZipEntry(BackupFile.OBJECTS + key);
            entry.setComment(content.response().contentType());
            zip.setLevel(0);
            zip.putNextEntry(entry);
            content.transferTo(zip);
            zip.closeEntry();
            zip.setLevel(6);
        }
        return true;
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
