package com.engram.images;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Removes a picture for good: its row with all results, and every object made of it. What was charged stays charged. */
@ApplicationScoped
public class DeleteImage {

    @Inject
    private Images images;

    @Inject
    private ObjectStore store;

    /** Deletes the picture; false if the entered tenant has none of that id. */
    public boolean delete(UUID id) {
        if (images.findImage(id).isEmpty()) {
            return false;
        }
        // The objects first: if the store is down the row is still there to try again with.
        store.delete(ImageKeys.all(id));
        return images.remove(id);
    }
}
