package com.engram.analysis.intake;

import com.engram.analysis.SkippedFiles;
import com.engram.analysis.queue.QueueLimit;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Requests the analysis of many images of the current tenant as one batch: either all of them, or as many as possible if
 * the client accepts a partial batch.
 */
@ApplicationScoped
public class RequestBatch {

    /** The largest number of images in a batch. */
    public static final int MAX_IMAGES = 1_000;

    private final Images images;
    private final FindArrivedUploads findArrivedUploads;
    private final FindReusableResult findReusableResult;
    private final AcceptBatch acceptBatch;
    private final QueueLimit queueLimit;
    private final SkippedFiles skippedFiles;

    @Inject
    RequestBatch(
            Images images,
            FindArrivedUploads findArrivedUploads,
            FindReusableResult findReusableResult,
            AcceptBatch acceptBatch,
            QueueLimit queueLimit,
            SkippedFiles skippedFiles) {
        this.images = images;
        this.findArrivedUploads = findArrivedUploads;
        this.findReusableResult = findReusableResult;
        this.acceptBatch = acceptBatch;
        this.queueLimit = queueLimit;
        this.skippedFiles = skippedFiles;
    }

    /**
     * Requests a batch.
     *
     * @throws com.engram.images.storage.StorageException if the object store is not available; nothing is changed then
     */
    public BatchRequestResult request(BatchOptions options) {
        return request(options, accepted -> {});
    }

    /**
     * Requests a batch.
     *
     * @param inTransaction called with the result in the transaction that accepts the batch; not called if it is refused
     * @throws com.engram.images.storage.StorageException if the object store is not available; nothing is changed then
     */
    public BatchRequestResult request(BatchOptions options, Consumer<BatchRequestResult.Accepted> inTransaction) {
        Optional<Refusal> full = queueLimit.findRefusal();
        if (full.isPresent()) {
            return new BatchRequestResult.Refused(full.get());
        }
        List<Image> known = images.listImages(options.images());
        if (known.size() < options.images().size()) {
            return new BatchRequestResult.ImageNotFound();
        }
        // The store is called before the transaction, which locks the tenant's allowance.
        Set<UUID> awaited =
                known.stream().filter(Image::isAwaitingUpload).map(Image::id).collect(Collectors.toSet());
        Map<UUID, StoredObject> arrivals = findArrivedUploads.find(awaited);
        int missing = awaited.size() - arrivals.size();
        if (missing > 0 && (!options.partial() || missing == options.images().size())) {
            return new BatchRequestResult.Refused(new Refusal(
                    RefusalReason.UPLOAD_MISSING,
                    "The bytes of %d of these %d images have not arrived. Post their forms first, or leave them out."
                            .formatted(missing, options.images().size()),
                    Message.of(
                            "refusal.upload_missing.batch",
                            missing,
                            options.images().size())));
        }
        Optional<String> model =
                known.stream().anyMatch(Image::isReady) ? findReusableResult.findExpectedModel() : Optional.empty();
        return acceptBatch.accept(options, arrivals, model, accepted -> {
            skippedFiles.record(accepted.batch().id(), List.of(), accepted.skipped());
            inTransaction.accept(accepted);
        });
    }
}
