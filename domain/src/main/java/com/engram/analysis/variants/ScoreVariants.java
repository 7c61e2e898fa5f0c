package com.engram.analysis.variants;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Scores edited variants of an image of the current tenant, with the model that scored the image, or with the model for new analyses
 * if that one is no longer served. Charges and stores nothing. Suspends the caller's transaction, because a backend may take seconds.
 */
@ApplicationScoped
public class ScoreVariants {

    private static final Logger LOG = Logger.getLogger(ScoreVariants.class.getName());

    /** For all calls of backends together. 40 variants of a large photograph take about two seconds on two cores. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Images images;
    private final Analyses analyses;
    private final Backends backends;
    private final ChooseModel chooseModel;
    private final Plans plans;
    private final ObjectStore store;

    @Inject
    ScoreVariants(
            Images images,
            Analyses analyses,
            Backends backends,
            ChooseModel chooseModel,
            Plans plans,
            ObjectStore store) {
        this.images = images;
        this.analyses = analyses;
        this.backends = backends;
        this.chooseModel = chooseModel;
        this.plans = plans;
        this.store = store;
    }

    /** The result of a request. */
    public sealed interface Result {}

    /**
     * The variants are scored.
     *
     * @param image the id of the image
     * @param analysis the current analysis of the image
     * @param score of the image, by the model that scored the variants
     * @param variants in the order of the edits; empty for a variant that shows nothing
     */
    public record Scored(UUID image, UUID analysis, double score, List<Optional<VariantEstimate>> variants, Model model)
            implements Result {}

    /** The variants are not scored. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no such image. */
    public record ImageNotFound() implements Result {}

    /** Scores one variant per edit. The edits must have no problem. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result score(UUID image, List<Edit> edits) {
        return score(image, edits, Optional.empty());
    }

    /** Scores a variant, and writes it as a JPEG. The edit must have no problem. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result scoreAndWrite(UUID image, Edit edit, String key) {
        return score(image, List.of(edit), Optional.of(store.signWriteJpeg(key, Scorer.URL_VALIDITY)));
    }

    private Result score(UUID id, List<Edit> edits, Optional<URI> file) {
        Optional<Image> image = images.findImage(id);
        if (image.isEmpty()) {
            return new ImageNotFound();
        }
        Optional<Analysis> analysis = analyses.findCurrent(id).filter(current -> current.state() == AnalysisState.DONE);
        if (analysis.isEmpty()) {
            return refused(
                    RefusalReason.VARIANTS_NEED_A_SCORE,
                    "The image has no current score. Wait until it is analysed, or analyse it again.");
        }
        return toResult(id, analysis.get(), callBackends(id, edits, file, analysis.get()));
    }

    private Outcome callBackends(UUID image, List<Edit> edits, Optional<URI> file, Analysis analysis) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        String plan = plans.getCurrent().code();
        URI read = store.signRead(ImageKeys.original(image), Scorer.URL_VALIDITY);
        Outcome outcome = backends.scoreVariants(
                new VariantsRequest(read, edits, file, analysis.model().map(Model::fullName)), plan, TIMEOUT);
        if (!(outcome instanceof Outcome.Retry retry) || retry.cause() != Outcome.Cause.MODEL_MISSING) {
            return outcome;
        }
        Optional<String> model =
                chooseModel.findModelOf(Scope.getTenant()).or(() -> backends.activeModel(Task.SCORE, plan));
        return backends.scoreVariants(
                new VariantsRequest(read, edits, file, model), plan, Duration.ofNanos(deadline - System.nanoTime()));
    }

    private static Result toResult(UUID image, Analysis analysis, Outcome outcome) {
        if (outcome instanceof Outcome.VariantsScored scored) {
            return new Scored(image, analysis.id(), scored.score(), scored.variants(), scored.model());
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.code().equals(Scorer.UNSUPPORTED_TASK)
                    ? refused(
                            RefusalReason.VARIANTS_UNSUPPORTED,
                            "The scoring service of this account does not score variants.")
                    : refused(RefusalReason.NOT_EDITABLE, "No variants can be made of the image: " + rejected.detail());
        }
        LOG.log(Level.WARNING, "Variants could not be scored: {0}", outcome);
        return refused(
                RefusalReason.VARIANTS_UNAVAILABLE, "We can’t score variants right now. Try again in half a minute.");
    }

    private static Refused refused(RefusalReason reason, String detail) {
        return new Refused(new Refusal(reason, detail));
    }
}
