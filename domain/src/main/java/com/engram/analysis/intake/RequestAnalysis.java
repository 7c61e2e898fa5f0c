package com.engram.analysis.intake;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.analysis.AnalysesOnArrival.Requested;
import com.engram.analysis.Analysis;
import com.engram.analysis.intake.FindReusableResult.ReusableResult;
import com.engram.analysis.queue.QueueLimit;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.images.upload.DuplicateImages;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Requests the analysis of an image of the current tenant. The image is queued if its bytes have arrived and the plan
 * allows it. If the same bytes have a result by the same model, that is reused instead.
 */
@ApplicationScoped
public class RequestAnalysis {

    private final Images images;
    private final ObjectStore store;
    private final FindReusableResult findReusableResult;
    private final DuplicateImages duplicates;
    private final AcceptAnalysis acceptAnalysis;
    private final AnalysesOnArrival analysesOnArrival;
    private final QueueLimit queueLimit;

    @Inject
    RequestAnalysis(
            Images images,
            ObjectStore store,
            FindReusableResult findReusableResult,
            DuplicateImages duplicates,
            AcceptAnalysis acceptAnalysis,
            AnalysesOnArrival analysesOnArrival,
            QueueLimit queueLimit) {
        this.images = images;
        this.store = store;
        this.findReusableResult = findReusableResult;
        this.duplicates = duplicates;
        this.acceptAnalysis = acceptAnalysis;
        this.analysesOnArrival = analysesOnArrival;
        this.queueLimit = queueLimit;
    }

    /**
     * Requests an analysis.
     *
     * @throws com.engram.images.storage.StorageException if the object store is not available; nothing is changed then
     */
    public AnalysisRequestResult request(UUID imageId, AnalysisOptions options) {
        return request(imageId, options, analysis -> {});
    }

    /**
     * Requests an analysis.
     *
     * @param inTransaction called with the analysis in the transaction that accepts it; not called if it is refused
     * @throws com.engram.images.storage.StorageException if the object store is not available; nothing is changed then
     */
    public AnalysisRequestResult request(UUID imageId, AnalysisOptions options, Consumer<Analysis> inTransaction) {
        Optional<Image> image = images.findImage(imageId);
        if (image.isEmpty()) {
            return new AnalysisRequestResult.ImageNotFound();
        }
        // The store is called before the transaction, which locks the tenant's allowance.
        Optional<StoredObject> arrival =
                image.get().isAwaitingUpload() ? store.findObject(ImageKeys.incoming(imageId)) : Optional.empty();
        if (image.get().isAwaitingUpload() && arrival.isEmpty()) {
            return new AnalysisRequestResult.Refused(new Refusal(
                    RefusalReason.UPLOAD_MISSING,
                    "The image's bytes have not arrived. Post the form that came with its id first."));
        }
        Optional<ReusableResult> reusable = findReusableResult.find(image.get(), arrival, options.deepHeatmap());
        boolean needsNoPlace = reusable.isPresent()
                || (arrival.isEmpty() && analysesOnArrival.hasAccepted(imageId, options.deepHeatmap()));
        Optional<Refusal> full = needsNoPlace ? Optional.empty() : queueLimit.findRefusal();
        if (full.isPresent()) {
            return new AnalysisRequestResult.Refused(full.get());
        }
        AnalysisRequestResult result = acceptAnalysis.accept(imageId, arrival, options, reusable, inTransaction);
        if (result instanceof AnalysisRequestResult.Accepted && reusable.isPresent() && arrival.isPresent()) {
            duplicates.deleteUpload(imageId);
        }
        return result;
    }

    /**
     * Requests the analysis that a client asked for together with the form of the upload. A refusal because the queue is full or
     * the bytes are missing leaves the request waiting; any other one ends it.
     *
     * @return empty if no request waits for the image
     * @throws com.engram.images.storage.StorageException if the object store is not available; nothing is changed then
     */
    public Optional<AnalysisRequestResult> requestOnArrival(UUID imageId) {
        Optional<Image> image = images.findImage(imageId);
        Optional<Requested> requested =
                analysesOnArrival.find(imageId).filter(found -> found.state() == AnalysesOnArrival.State.WAITING);
        if (image.isEmpty() || requested.isEmpty()) {
            return Optional.empty();
        }
        if (!image.get().isAwaitingUpload()) {
            // A batch took the image.
            analysesOnArrival.deleteUnaccepted(imageId);
            return Optional.empty();
        }
        Optional<StoredObject> arrival = store.findObject(ImageKeys.incoming(imageId));
        if (arrival.isEmpty()) {
            return Optional.of(new AnalysisRequestResult.Refused(
                    new Refusal(RefusalReason.UPLOAD_MISSING, "The image's bytes have not arrived.")));
        }
        Optional<ReusableResult> reusable =
                findReusableResult.find(image.get(), arrival, requested.get().deepHeatmap());
        Optional<Refusal> full = reusable.isPresent() ? Optional.empty() : queueLimit.findRefusal();
        if (full.isPresent()) {
            return Optional.of(new AnalysisRequestResult.Refused(full.get()));
        }
        Optional<AnalysisRequestResult> result = acceptAnalysis.acceptOnArrival(imageId, arrival.get(), reusable);
        if (reusable.isPresent()
                && result.filter(AnalysisRequestResult.Accepted.class::isInstance)
                        .isPresent()) {
            duplicates.deleteUpload(imageId);
        }
        return result;
    }
}
