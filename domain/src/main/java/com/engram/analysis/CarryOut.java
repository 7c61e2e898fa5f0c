package com.engram.analysis;

import com.engram.images.ImageKeys;
import com.engram.images.ObjectStore;
import com.engram.images.ObjectStore.Promotion;
import com.engram.images.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * Takes a lease to a scorer and brings back its outcome. Freezes the posted bytes under a key of their own first, so
 * that posting the form again changes nothing that is scored or shown. Holds no transaction.
 */
@ApplicationScoped
public class CarryOut {

    private static final Duration ADDRESSES_LAST = Duration.ofMinutes(5);

    @Inject
    private ObjectStore store;

    @Inject
    private Scorer scorer;

    /** Carries out the lease's task; never throws for a picture, a store or a network. */
    public RecordOutcome.Finding carryOut(Lease lease) {
        return new RecordOutcome.Finding(lease, outcome(lease), scorer.name());
    }

    private Outcome outcome(Lease lease) {
        try {
            return switch (freeze(lease)) {
                case DONE -> scorer.score(order(lease));
                case CHANGED ->
                    new Outcome.Rejected(
                            "upload_changed",
                            "Another file was posted with the same form before this one was analysed. Upload it again.");
                case GONE -> new Outcome.Rejected("upload_missing", "The image's bytes are gone. Upload it again.");
            };
        } catch (StorageException e) {
            return new Outcome.Retry(String.valueOf(e.getMessage()), false);
        }
    }

    private Promotion freeze(Lease lease) {
        String frozen = ImageKeys.original(lease.image());
        if (lease.task() == Task.HEATMAP || store.findObject(frozen).isPresent()) {
            return Promotion.DONE;
        }
        Promotion promotion = store.promote(ImageKeys.incoming(lease.image()), lease.etag(), frozen);
        if (promotion == Promotion.DONE) {
            store.delete(List.of(ImageKeys.incoming(lease.image())));
        }
        return promotion;
    }

    private Scorer.Order order(Lease lease) {
        return new Scorer.Order(
                lease.task(),
                store.signRead(ImageKeys.original(lease.image()), ADDRESSES_LAST),
                store.signWriteJpeg(ImageKeys.preview(lease.image()), ADDRESSES_LAST),
                store.signWriteJpeg(ImageKeys.thumbnail(lease.image()), ADDRESSES_LAST));
    }
}
