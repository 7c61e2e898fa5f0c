package com.engram.analysis.results;

import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Task;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.CopyResult;
import com.engram.images.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does the task of a lease with a backend. First it copies the uploaded bytes to the key of the original, so that a second
 * upload with the same form changes nothing that is scored or shown. Suspends the caller's transaction, because a backend
 * may take many minutes.
 */
@ApplicationScoped
public class ScoreLease {

    private static final Logger LOG = Logger.getLogger(ScoreLease.class.getName());
    private static final Outcome.Rejected MISSING =
            new Outcome.Rejected("upload_missing", "The image's bytes are missing. Upload it again.");
    private static final Outcome.Rejected CHANGED = new Outcome.Rejected(
            "upload_changed",
            "Another file was uploaded with the same form before this one was analysed. Upload it again.");

    private final ObjectStore store;
    private final Backends backends;

    @Inject
    ScoreLease(ObjectStore store, Backends backends) {
        this.store = store;
        this.backends = backends;
    }

    /** Does the lease's task, outside any transaction. Never throws; every failure is an outcome. */
    @Transactional(TxType.NOT_SUPPORTED)
    public LeaseOutcome score(Lease lease) {
        try {
            return new LeaseOutcome(lease, tryToScore(lease));
        } catch (RuntimeException e) {
            // This image may be the cause, so it counts as an attempt. The other images must be scored all the same.
            LOG.log(Level.SEVERE, "Analysis " + lease.analysis() + " failed unexpectedly", e);
            return new LeaseOutcome(
                    lease, BackendOutcome.withoutBackend(new Outcome.Retry(e.toString(), Outcome.Cause.FAILED)));
        }
    }

    /** Whether a backend accepts new work for the task; if not, the work stays in the queue. */
    public boolean acceptsWork(Task task) {
        return backends.acceptsWork(task);
    }

    private BackendOutcome tryToScore(Lease lease) {
        try {
            return switch (storeOriginal(lease)) {
                case DONE -> scoreOriginal(lease);
                case CHANGED -> BackendOutcome.withoutBackend(CHANGED);
                case GONE -> BackendOutcome.withoutBackend(MISSING);
            };
        } catch (StorageException e) {
            return BackendOutcome.withoutBackend(
                    new Outcome.Retry(String.valueOf(e.getMessage()), Outcome.Cause.UNAVAILABLE));
        }
    }

    private BackendOutcome scoreOriginal(Lease lease) {
        BackendOutcome outcome = backends.score(request(lease), lease.plan());
        boolean storageFailed =
                outcome.outcome() instanceof Outcome.Retry retry && retry.cause() == Outcome.Cause.STORAGE;
        return storageFailed
                        && store.findObject(ImageKeys.original(lease.image())).isEmpty()
                ? BackendOutcome.withoutBackend(MISSING)
                : outcome;
    }

    private CopyResult storeOriginal(Lease lease) {
        if (lease.originalStored()) {
            return CopyResult.DONE;
        }
        String original = ImageKeys.original(lease.image());
        CopyResult copied = store.copyIfUnchanged(ImageKeys.incoming(lease.image()), lease.etag(), original);
        if (copied == CopyResult.DONE) {
            store.delete(List.of(ImageKeys.incoming(lease.image())));
        } else if (store.findObject(original).isPresent()) {
            // An earlier attempt has copied the bytes.
            return CopyResult.DONE;
        }
        return copied;
    }

    private ScoreRequest request(Lease lease) {
        Duration validity = backends.urlValidity(lease.task(), lease.plan());
        return new ScoreRequest(
                lease.task(),
                store.signRead(ImageKeys.original(lease.image()), validity),
                store.signWriteJpeg(ImageKeys.preview(lease.image()), validity),
                store.signWriteJpeg(ImageKeys.thumbnail(lease.image()), validity),
                lease.model());
    }
}
