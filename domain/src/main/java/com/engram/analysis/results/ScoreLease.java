package com.engram.analysis.results;

import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.Task;
import com.engram.analysis.queue.Lease;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.Promotion;
import com.engram.images.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes a lease to a scorer and brings back its outcome. Freezes the posted bytes under a key of their own first, so
 * that posting the form again changes nothing that is scored or shown. Holds no transaction.
 */
@ApplicationScoped
public class ScoreLease {

    private static final Logger LOG = Logger.getLogger(ScoreLease.class.getName());
    private static final String GONE = "The image's bytes are gone. Upload it again.";
    private static final Duration ADDRESSES_LAST = Duration.ofMinutes(5);

    private final ObjectStore store;
    private final Backends backends;

    @Inject
    ScoreLease(ObjectStore store, Backends backends) {
        this.store = store;
        this.backends = backends;
    }

    /** Carries out the lease's task; never throws for a picture, a store or a network. */
    public RecordOutcome.Finding carryOut(Lease lease) {
        try {
            return new RecordOutcome.Finding(lease, outcome(lease));
        } catch (RuntimeException e) {
            // Nobody foresaw it. It may well be this picture's doing, so it counts; the others must go on.
            LOG.log(Level.SEVERE, "Analysis " + lease.analysis() + " could not be carried out", e);
            return new RecordOutcome.Finding(
                    lease, new Backends.Answer(new Outcome.Retry(e.toString(), Outcome.Cause.FAULT), "none"));
        }
    }

    /** Whether any backend would take such work now; while none does, it is better left in the queue. */
    public boolean takesWork(Task task) {
        return backends.takeWork(task);
    }

    private Backends.Answer outcome(Lease lease) {
        try {
            return switch (freeze(lease)) {
                case DONE -> scored(lease);
                case CHANGED ->
                    rejected(
                            "upload_changed",
                            "Another file was posted with the same form before this one was analysed. Upload it"
                                    + " again.");
                case GONE -> rejected("upload_missing", GONE);
            };
        } catch (StorageException e) {
            return new Backends.Answer(new Outcome.Retry(String.valueOf(e.getMessage()), Outcome.Cause.DOWN), "none");
        }
    }

    private Backends.Answer scored(Lease lease) {
        Backends.Answer answer = backends.score(order(lease), lease.plan());
        boolean storeFailed = answer.outcome() instanceof Outcome.Retry retry && retry.cause() == Outcome.Cause.STORE;
        return storeFailed
                        && store.findObject(ImageKeys.original(lease.image())).isEmpty()
                ? rejected("upload_missing", GONE)
                : answer;
    }

    private static Backends.Answer rejected(String code, String detail) {
        return new Backends.Answer(new Outcome.Rejected(code, detail), "none");
    }

    private Promotion freeze(Lease lease) {
        if (lease.frozen()) {
            return Promotion.DONE;
        }
        String frozen = ImageKeys.original(lease.image());
        Promotion promotion = store.promote(ImageKeys.incoming(lease.image()), lease.etag(), frozen);
        if (promotion == Promotion.DONE) {
            store.delete(List.of(ImageKeys.incoming(lease.image())));
        } else if (store.findObject(frozen).isPresent()) {
            // An attempt before this one came so far.
            return Promotion.DONE;
        }
        return promotion;
    }

    private Scorer.Order order(Lease lease) {
        return new Scorer.Order(
                lease.task(),
                store.signRead(ImageKeys.original(lease.image()), ADDRESSES_LAST),
                store.signWriteJpeg(ImageKeys.preview(lease.image()), ADDRESSES_LAST),
                store.signWriteJpeg(ImageKeys.thumbnail(lease.image()), ADDRESSES_LAST),
                lease.model());
    }
}
