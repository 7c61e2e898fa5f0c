package com.engram.launcher.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** Writes the data of a backup into an installation. */
public final class Restore {
    private final DataLocations locations;

    public Restore(DataLocations locations) {
        this.locations = locations;
    }

    /**
     * Replaces all rows of the database, in one transaction. Images whose objects are not in the backup are left out.
     *
     * @param backup its version must be the version of the database's newest migration
     */
    public void fillDatabase(BackupFile backup) throws IOException, SQLException {
        try (Connection owner = locations.database()) {
            TableCopy tables = new TableCopy(owner);
            tables.clear();
            backup.forEach(BackupFile.TABLES, (table, entry, rows) -> tables.read(table, entry.getComment(), rows));
            tables.setSequences(backup.text(BackupFile.SEQUENCES));
            owner.commit();
            new MissingObjects(owner).deleteImagesWithout(backup.names(BackupFile.OBJECTS));
            owner.commit();
        }
    }

    /** Writes every object of the backup, with its key and content type. */
    public void fillObjects(BackupFile backup) throws IOException, SQLException {
        try (var objects = locations.objects()) {
            backup.forEach(
                    BackupFile.OBJECTS,
                    (key, entry, content) -> objects.put(
                            key,
                            Objects.requireNonNullElse(entry.getComment(), "application/octet-stream"),
                            content,
                            entry.getSize()));
        }
    }
}
