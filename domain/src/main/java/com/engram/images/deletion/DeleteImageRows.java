package com.engram.images.deletion;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Deletes the rows of images, and leaves a tombstone for each, so that its objects are deleted later. */
@ApplicationScoped
class DeleteImageRows {

    private final Database database;
    private final Event<ImagesDeleted> imagesDeleted;

    @Inject
    DeleteImageRows(Database database, Event<ImagesDeleted> imagesDeleted) {
        this.database = database;
        this.imagesDeleted = imagesDeleted;
    }

    /** Deletes those of the images that the scope sees, in a transaction of its own; the ids of those it deleted. */
    @Transactional(TxType.REQUIRES_NEW)
    List<UUID> delete(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        // Analyses are deleted before images are locked, because results are recorded in this order of locks, too.
        imagesDeleted.fire(new ImagesDeleted(ids));
        List<UUID> found = database.sql("select id from image where id = any(:ids) order by id for update")
                .bind("ids", ids)
                .list(UUID.class);
        if (found.isEmpty()) {
            return found;
        }
        // Once more, for analyses that were requested before the rows were locked.
        imagesDeleted.fire(new ImagesDeleted(found));
        database.sql("""
            insert into image_tombstone (image_id, tenant_id) select id, tenant_id from image where id = any(:ids)
            """).bind("ids", found).update();
        database.sql("delete from image where id = any(:ids)")
                .bind("ids", found)
                .update();
        return found;
    }
}
