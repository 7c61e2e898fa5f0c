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

/**
 * Finds out from the object store which uploads have arrived. It sends several requests at a time, because a batch has up
 * to a thousand images.
 */
@ApplicationScoped
class FindArrivedUploads {

    private static final int PARALLEL_REQUESTS = 12;

    @Resource
    private ManagedExecutorService executor;

    private final ObjectStore store;

    @Inject
    FindArrivedUploads(ObjectStore store) {
        this.store = store;
    }

    /**
     * The uploaded objects by image. An image whose bytes have not arrived is left out.
     *
     * @throws StorageException if the object store is not available
     */
    Map<UUID, StoredObject> find(Collection<UUID> images) {
        Map<UUID, StoredObject> found = new ConcurrentHashMap<>();
        Queue<UUID> remaining = new ConcurrentLinkedQueue<>(images);
        try {
            CompletableFuture.allOf(Stream.generate(
                                    () -> CompletableFuture.runAsync(() -> query(remaining, found), executor))
                            .limit(Math.min(PARALLEL_REQUESTS, images.size()))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException failure
                    ? failure
                    : new StorageException("The object store could not be queried", e);
        }
        return found;
    }

    private void query(Queue<UUID> remaining, Map<UUID, StoredObject> found) {
        for (UUID next = remaining.poll(); next != null; next = remaining.poll()) {
            UUID image = next;
            store.findObject(ImageKeys.incoming(image)).ifPresent(object -> found.put(image, object));
        }
    }
}
