package com.engram.images.upload;

import com.engram.images.Image;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.Promotion;
import com.engram.images.storage.ObjectStore.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Pictures of the entered tenant that have the same bytes. The store tells by the ETag, which is made from the bytes; one
 * that makes it otherwise (encrypted by a key of its own, say) has no twins, and its pictures are scored as any other.
 */
@ApplicationScoped
public class DuplicateImages {

    private final EntityManager entities;
    private final ObjectStore store;

    @Inject
    DuplicateImages(EntityManager entities, ObjectStore store) {
        this.entities = entities;
        this.store = store;
    }

    /** One that is ready and has the bytes of what has just arrived. */
    @Transactional
    public Optional<Image> find(StoredObject arrived) {
        return entities.createQuery(
                        "from Image where etag = :etag and bytes = :bytes and state = :ready order by createdAt desc, id desc",
                        Image.class)
                .setParameter("etag", arrived.etag())
                .setParameter("bytes", arrived.bytes())
                .setParameter("ready", Image.State.READY)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Whether a picture of those bytes is ready. */
    @Transactional
    public boolean isKnown(String sha256) {
        return !entities.createQuery("select id from Image where sha256 = :sha256 and state = :ready", UUID.class)
                .setParameter("sha256", sha256)
                .setParameter("ready", Image.State.READY)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * Gives a picture that has arrived its frozen bytes, and copies of what was derived from its twin. What was posted
     * stays, for the picture may yet be refused. False if something is gone; then nothing came of it.
     */
    public boolean copy(Image twin, UUID image, StoredObject arrived) {
        return copied(ImageKeys::preview, twin.id(), image)
                && copied(ImageKeys::thumbnail, twin.id(), image)
                && store.promote(ImageKeys.incoming(image), arrived.etag(), ImageKeys.original(image))
                        == Promotion.DONE;
    }

    private boolean copied(Function<UUID, String> kind, UUID from, UUID to) {
        return store.findObject(kind.apply(from))
                .filter(object -> store.promote(kind.apply(from), object.etag(), kind.apply(to)) == Promotion.DONE)
                .isPresent();
    }

    /** Removes what was posted, now that it lies frozen. */
    public void tidy(UUID image) {
        store.delete(List.of(ImageKeys.incoming(image)));
    }
}
