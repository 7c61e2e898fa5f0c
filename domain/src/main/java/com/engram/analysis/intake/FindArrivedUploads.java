package com.engram.analysis.intake;

import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.images.storage.StorageException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Asks the object store which posted pictures have arrived, several at a time: a batch has up to a thousand. */
@ApplicationScoped
class FindArrivedUploads {

    private static final int AT_ONCE = 12;

    @Resource
    private ManagedExecutorService executor;

    private final ObjectStore store;

    @Inject
    FindArrivedUploads(ObjectStore store) {
        this.store = store;
    }

    /**
     * What was posted, by image; an image whose bytes have not arrived is left out.
     *
     * @throws StorageException if the store does not answer
     */
    Map<UUID, StoredObject> find(Collection<UUID> images) {
        Map<UUID, StoredObject> found = new ConcurrentHashMap<>();
        Queue<UUID> left = new ConcurrentLinkedQueue<>(images);
        try {
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> ask(left, found), executor))
                            .limit(Math.min(AT_ONCE, images.size()))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException failure
                    ? failure
                    : new StorageException("The object store could not be asked", e);
        }
        return found;
    }

    private void ask(Queue<UUID> left, Map<UUID, StoredObject> found) {
        for (UUID image = left.poll(); image != null; image = left.poll()) {
            UUID asked = image;
            store.findObject(ImageKeys.incoming(asked)).ifPresent(object -> found.put(asked, object));
        }
    }
}
