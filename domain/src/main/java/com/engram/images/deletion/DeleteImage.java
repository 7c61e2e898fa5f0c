package com.engram.images.deletion;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes a picture for good: its row with all results, and every object made of it. What was charged stays charged. A
 * scorer that is at work may still write derivatives, and the store may be down, so the objects are removed once more
 * when every address that was signed for them has expired.
 */
@ApplicationScoped
public class DeleteImage {

    private static final Logger LOG = Logger.getLogger(DeleteImage.class.getName());

    private final DeleteImageRows forget;
    private final ObjectStore store;
    private final AuditLog audit;

    @Inject
    DeleteImage(DeleteImageRows forget, ObjectStore store, AuditLog audit) {
        this.forget = forget;
        this.store = store;
        this.audit = audit;
    }

    /** Deletes the picture; false if the entered tenant has none of that id. */
    public boolean delete(UUID id) {
        if (forget.forget(Set.of(id)).isEmpty()) {
            return false;
        }
        if (Actor.current().kind() != Actor.Kind.SYSTEM) {
            audit.record("image.deleted", id.toString());
        }
        try {
            store.delete(ImageKeys.all(id));
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "The objects of " + id + " remain for the purge", e);
        }
        return true;
    }
}
