package com.engram.launcher.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.postgresql.PGConnection;

/** Deletes restored rows whose objects are missing. They were deleted while the backup was being written. */
final class MissingObjects {

    /** An image that awaits its upload has no object yet. Foreign keys delete what belongs to the image. */
    private static final String DELETE = """
            delete from image i where i.state <> 'AWAITING_UPLOAD'
              and not exists (select from restored_object o where o.key = 'original-' || i.id)
              and (i.state = 'READY' or not exists (select from restored_object o where o.key = 'incoming-' || i.id))
            """;

    private final Connection owner;

    MissingObjects(Connection owner) {
        this.owner = owner;
    }

    /**
     * Deletes the images of which no bytes were restored, in the running transaction.
     *
     * @param keys the keys of all restored objects
     * @return how many images were deleted
     */
    int deleteImagesWithout(Collection<String> keys) throws SQLException, IOException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("create temporary table restored_object (key text primary key) on commit drop");
            byte[] rows = String.join("\n", keys).getBytes(StandardCharsets.UTF_8);
            owner.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy restored_object from stdin", new ByteArrayInputStream(rows));
            return statement.executeUpdate(DELETE);
        }
    }
}
