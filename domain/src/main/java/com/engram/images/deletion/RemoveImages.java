package com.engram.images.deletion;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Removes images of the current tenant so that they can be restored for at least {@link #RESTORABLE_SECONDS} seconds. The
 * tenant does not see a removed image any more: row-level security hides it. Housekeeping deletes it with its results and
 * objects soon afterwards.
 */
@ApplicationScoped
@Transactional
public class RemoveImages {

    /** How long a removed image can be restored at least. */
    public static final int RESTORABLE_SECONDS = 60;

    private final Database database;
    private final AuditLog audit;

    @Inject
    RemoveImages(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Images that were removed together.
     *
     * @param at when, by the clock of the database; names the removal when it is undone
     */
    public record Removal(Instant at, List<UUID> images) {}

    /** Removes those of the images that exist. */
    public Removal remove(Collection<UUID> images) {
        List<UUID> removed = database.sql("select remove_images(:images)")
                .bind("images", images)
                .list(UUID.class);
        removed.forEach(image -> audit.record("image.deleted", image.toString()));
        return new Removal(database.sql("select now()").get(Instant.class), removed);
    }

    /** Restores the images that were removed at that time and not deleted since; their ids. */
    public List<UUID> restore(Instant removedAt) {
        List<UUID> restored = database.sql("select restore_images(:removed)")
                .bind("removed", removedAt)
                .list(UUID.class);
        restored.forEach(image -> audit.record("image.restored", image.toString()));
        return restored;
    }
}
