package com.engram.analysis.variants;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.scorers.Edit;
import com.engram.audit.Actor;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Keeps a variant as a new image of the current tenant. The engine writes the file, at most 2560 pixels wide or high, and the new
 * image is analysed like an upload, which uses one credit.
 */
@ApplicationScoped
public class KeepVariant {

    private static final String JPEG = "image/jpeg";
    private static final int MAX_NAME = 120;

    private final ScoreVariants scoreVariants;
    private final Images images;
    private final AddKeptImage addKeptImage;
    private final RequestAnalysis requestAnalysis;
    private final CreditAllowance allowance;
    private final ObjectStore store;
    private final Clock clock;

    @Inject
    KeepVariant(
            ScoreVariants scoreVariants,
            Images images,
            AddKeptImage addKeptImage,
            RequestAnalysis requestAnalysis,
            CreditAllowance allowance,
            ObjectStore store,
            Clock clock) {
        this.scoreVariants = scoreVariants;
        this.images = images;
        this.addKeptImage = addKeptImage;
        this.requestAnalysis = requestAnalysis;
        this.allowance = allowance;
        this.store = store;
        this.clock = clock;
    }

    /** The result of a request. */
    public sealed interface Result {}

    /** The variant is an image now, and its analysis is requested. */
    public record Kept(UUID image) implements Result {}

    /** The variant is not kept. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no such image. */
    public record ImageNotFound() implements Result {}

    /** Keeps a variant, without more in its transaction. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result keep(UUID original, Edit edit) {
        return keep(original, edit, kept -> {});
    }

    /**
     * Keeps a variant. The edit must have no problem.
     *
     * @param inTransaction called with the id of the new image in the transaction that accepts its analysis
     * @throws com.engram.images.storage.StorageException if the object store is not available
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result keep(UUID original, Edit edit, Consumer<UUID> inTransaction) {
        Optional<Image> source = images.findImage(original);
        if (source.isEmpty()) {
            return new ImageNotFound();
        }
        Optional<Refusal> refusal = allowance.check(1);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Image kept = new Image(nameOf(source.get().filename(), edit), JPEG, 1, clock.instant());
        String key = ImageKeys.incoming(kept.id());
        ScoreVariants.Result scored = scoreVariants.scoreAndWrite(original, edit, key);
        if (scored instanceof ScoreVariants.Refused refused) {
            return new Refused(refused.refusal());
        }
        Optional<StoredObject> written = store.findObject(key);
        if (written.isEmpty()) {
            return new Refused(new Refusal(
                    RefusalReason.VARIANTS_UNAVAILABLE,
                    "We can’t score variants right now. Try again in half a minute."));
        }
        Actor actor = Actor.current();
        kept.markAddedBy(actor.kind() == Actor.Kind.OPERATOR ? null : actor.id());
        addKeptImage.add(kept);
        return requestAnalysis.request(
                                kept.id(),
                                AnalysisOptions.single(false),
                                analysis -> inTransaction.accept(analysis.image()))
                        instanceof AnalysisRequestResult.Refused refused
                ? new Refused(discard(kept, refused.refusal()))
                : new Kept(kept.id());
    }

    /** An image that is not analysed would only be in the way. */
    private Refusal discard(Image kept, Refusal refusal) {
        addKeptImage.remove(kept.id());
        store.delete(List.of(ImageKeys.incoming(kept.id())));
        return refusal;
    }

    /** The name of the file with the edit before its ending, such as {@code poster-crop.jpg}. */
    static String nameOf(String filename, Edit edit) {
        int dot = filename.lastIndexOf('.');
        String stem = dot > 0 ? filename.substring(0, dot) : filename;
        return stem.substring(0, Math.min(MAX_NAME, stem.length())) + "-"
                + edit.kind().code() + ".jpg";
    }
}
