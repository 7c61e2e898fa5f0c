package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.intake.FindReusableResult.Recalled;
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

/**
 * Puts a picture of the entered tenant into the queue, once its bytes have arrived and if the plan allows it. What the
 * same bytes came to before is told at once.
 */
@ApplicationScoped
public class RequestAnalysis {

    private final Images images;
    private final ObjectStore store;
    private final FindReusableResult recall;
    private final DuplicateImages twins;
    private final Admission admission;
    private final QueueLimit limit;

    @Inject
    RequestAnalysis(
            Images images,
            ObjectStore store,
            FindReusableResult recall,
            DuplicateImages twins,
            Admission admission,
            QueueLimit limit) {
        this.images = images;
        this.store = store;
        this.recall = recall;
        this.twins = twins;
        this.admission = admission;
        this.limit = limit;
    }

    /**
     * How a picture is to be analysed.
     *
     * @param deepMap whether the deep map is wanted beside the score
     * @param bulk whether it is one of many, which stand behind pictures that come alone
     */
    public record Wish(boolean deepMap, boolean bulk) {}

    /** How a request was answered. */
    public sealed interface Result {}

    /** The analysis is queued and will come to an end; or it is done, if the result was at hand. */
    public record Accepted(Analysis analysis) implements Result {}

    /** The tenant has no picture of that id. */
    public record NoSuchImage() implements Result {}

    /** The bytes have not arrived, or not all that the plan takes. */
    public record Refused(Refusal refusal) implements Result {}

    /** Queues an analysis of a picture that comes alone. */
    public Result request(UUID imageId, boolean deepMap) {
        return request(imageId, new Wish(deepMap, false));
    }

    /** Queues an analysis. */
    public Result request(UUID imageId, Wish wish) {
        Optional<Image> image = images.findImage(imageId);
        if (image.isEmpty()) {
            return new NoSuchImage();
        }
        // The store is asked before the transaction, which holds the tenant's allowance for others.
        Optional<StoredObject> arrival =
                image.get().isAwaitingUpload() ? store.findObject(ImageKeys.incoming(imageId)) : Optional.empty();
        if (image.get().isAwaitingUpload() && arrival.isEmpty()) {
            return new Refused(new Refusal(
                    RefusalReason.UPLOAD_MISSING,
                    "The image's bytes have not arrived. Post the form that came with its id first."));
        }
        Optional<Recalled> recalled = recall.recall(image.get(), arrival, wish.deepMap());
        Optional<Refusal> full = recalled.isPresent() ? Optional.empty() : limit.refusal();
        if (full.isPresent()) {
            return new Refused(full.get());
        }
        Result result = admission.admit(imageId, arrival, wish, recalled);
        if (result instanceof Accepted && recalled.isPresent() && arrival.isPresent()) {
            twins.tidy(imageId);
        }
        return result;
    }
}
