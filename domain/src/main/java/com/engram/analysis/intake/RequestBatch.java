package com.engram.analysis.intake;

import com.engram.analysis.Batch;
import com.engram.analysis.queue.QueueLimit;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts many pictures of the entered tenant into the queue at once: all of them, or what can be if that is enough. */
@ApplicationScoped
public class RequestBatch {

    /** A batch has so many pictures at most. */
    public static final int MOST_IMAGES = 1_000;

    private final Images images;
    private final FindArrivedUploads arrivals;
    private final FindReusableResult recall;
    private final BatchAdmission admission;
    private final QueueLimit limit;

    @Inject
    RequestBatch(
            Images images,
            FindArrivedUploads arrivals,
            FindReusableResult recall,
            BatchAdmission admission,
            QueueLimit limit) {
        this.images = images;
        this.arrivals = arrivals;
        this.recall = recall;
        this.admission = admission;
        this.limit = limit;
    }

    /**
     * What is asked for.
     *
     * @param images at least one, at most {@link #MOST_IMAGES}
     * @param deepMap whether the deep maps are wanted beside the scores
     * @param partial whether to leave out what the plan has no room for or whose bytes are missing, instead of refusing
     *     the whole
     */
    public record Order(Set<UUID> images, String name, boolean deepMap, boolean partial) {}

    /** How a request was answered. */
    public sealed interface Result {}

    /**
     * The batch is queued and will come to an end.
     *
     * @param leftOut how many of its pictures are not in it
     */
    public record Accepted(Batch batch, int leftOut) implements Result {}

    /** The tenant has no picture of one of the ids. */
    public record NoSuchImage() implements Result {}

    /** Nothing was queued. */
    public record Refused(Refusal refusal) implements Result {}

    /** Queues a batch. */
    public Result request(Order order) {
        Optional<Refusal> full = limit.refusal();
        if (full.isPresent()) {
            return new Refused(full.get());
        }
        List<Image> known = images.listImages(order.images());
        if (known.size() < order.images().size()) {
            return new NoSuchImage();
        }
        // The store is asked before the transaction, which holds the tenant's allowance for others.
        Set<UUID> awaited =
                known.stream().filter(Image::isAwaitingUpload).map(Image::id).collect(Collectors.toSet());
        Map<UUID, StoredObject> arrived = arrivals.find(awaited);
        int missing = awaited.size() - arrived.size();
        if (missing > 0 && (!order.partial() || missing == order.images().size())) {
            return new Refused(new Refusal(
                    RefusalReason.UPLOAD_MISSING,
                    "The bytes of %d of these %d images have not arrived. Post their forms first, or leave them out."
                            .formatted(missing, order.images().size())));
        }
        Optional<String> model = known.stream().anyMatch(Image::isReady) ? recall.expectedModel() : Optional.empty();
        return admission.admit(order, arrived, model);
    }
}
