package com.engram.launcher.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** Fills an installation from a backup. */
public final class Restore {
    private final DataLocations stores;

    public Restore(DataLocations stores) {
        this.stores = stores;
    }

    /** Into a database that was migrated to the backup's own version and holds nothing of value; all or nothing. */
    public void fillDatabase(BackupFile backup) throws IOException, SQLException {
        try (Connection owner = stores.database()) {
            TableCopy tables = new TableCopy(owner);
            tables.clear();
            backup.each(BackupFile.TABLES, (table, entry, rows) -> tables.read(table, entry.getComment(), rows));
            tables.setSequences(backup.text(BackupFile.SEQUENCES));
            owner.commit();
        }
    }

    /** Puts every object under its key, with its type. */
    public void fillObjects(BackupFile backup) throws IOException, SQLException {
        try (var objects = stores.objects()) {
            backup.each(
                    BackupFile.OBJECTS,
                    (key, entry, content) -> objects.put(
                            key,
                            Objects.requireNonNullElse(entry.getComment(), "application/octet-stream"),
                            content,
                            entry.getSize()));
        }
    }
}
