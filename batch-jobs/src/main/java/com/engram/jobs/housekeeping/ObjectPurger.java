package com.engram.jobs.housekeeping;

import com.engram.images.deletion.PurgeObjects;
import com.engram.images.storage.StorageException;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes the objects of a deleted image. If the store fails, the image is skipped until the next run. */
@Dependent
@Named
public class ObjectPurger implements ItemProcessor {

    private static final Logger LOG = Logger.getLogger(ObjectPurger.class.getName());

    private final PurgeObjects purge;

    @Inject
    ObjectPurger(PurgeObjects purge) {
        this.purge = purge;
    }

    @Override
    public @Nullable Object processItem(Object image) {
        try {
            purge.purge((UUID) image);
            return image;
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "The objects of " + image + " could not be removed; the next run tries again", e);
            return null;
        }
    }
}
