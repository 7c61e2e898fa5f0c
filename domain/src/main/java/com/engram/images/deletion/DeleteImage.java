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
 * Deletes an image with its results and objects. Charges stay. The objects are deleted a second time when every URL that
 * was signed for them has expired: a scorer at work may still write a preview, and the store may not be available now.
 */
@ApplicationScoped
public class DeleteImage {

    private static final Logger LOG = Logger.getLogger(DeleteImage.class.getName());

    private final DeleteImageRows deleteRows;
    private final ObjectStore store;
    private final AuditLog audit;

    @Inject
    DeleteImage(DeleteImageRows deleteRows, ObjectStore store, AuditLog audit) {
        this.deleteRows = deleteRows;
        this.store = store;
        this.audit = audit;
    }

    /** Deletes an image; false if the current tenant has none with this id. */
    public boolean delete(UUID id) {
        if (deleteRows.delete(Set.of(id)).isEmpty()) {
            return false;
        }
        if (Actor.current().kind() != Actor.Kind.SYSTEM) {
            audit.record("image.deleted", id.toString());
        }
        try {
            store.delete(ImageKeys.all(id));
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "The objects of image " + id + " will be deleted later", e);
        }
        return true;
    }
}
