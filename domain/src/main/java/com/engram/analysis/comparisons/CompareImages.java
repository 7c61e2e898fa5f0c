package com.engram.analysis.comparisons;

import com.engram.analysis.AnalysisFeatures;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.comparisons.CurrentImages.CurrentImage;
import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.estimates.ImageEstimate;
import com.engram.analysis.scorers.estimates.PairEstimate;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.language.Message;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares images of the current tenant. The model that scored them compares them by the features that it kept, which takes
 * milliseconds. If they were scored by several models, or if their model is no longer served, the model for new analyses
 * compares them, and reads the files of those that it did not score. Nothing is charged. Suspends the caller's
 * transaction, because a backend may take seconds.
 */
@ApplicationScoped
public class CompareImages {

    private static final Logger LOG = Logger.getLogger(CompareImages.class.getName());

    /** For all calls of backends together; the caller has an answer within ten seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(7);

    /** The engine's code for features that another version of the model computed. */
    private static final String FOREIGN_FEATURES = "features_of_another_model";

    private final CurrentImages images;
    private final Backends backends;
    private final ChooseModel chooseModel;
    private final Plans plans;
    private final ObjectStore store;

    @Inject
    CompareImages(CurrentImages images, Backends backends, ChooseModel chooseModel, Plans plans, ObjectStore store) {
        this.images = images;
        this.backends = backends;
        this.chooseModel = chooseModel;
        this.plans = plans;
        this.store = store;
    }

    /** The result of a request. */
    public sealed interface Result {}

    /** The images were compared. */
    public record Compared(Comparison comparison) implements Result {}

    /** The images were not compared. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no image with one of the ids. */
    public record ImageNotFound() implements Result {}

    /** Compares two to six different images, each of which has a current score. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result compare(List<UUID> ids) {
        Set<UUID> different = new HashSet<>(ids);
        if (different.size() < ids.size() || ids.size() < Comparison.MIN_IMAGES || ids.size() > Comparison.MAX_IMAGES) {
            return refused(
                    RefusalReason.INVALID_COMPARISON,
                    "Compare %d to %d different images.".formatted(Comparison.MIN_IMAGES, Comparison.MAX_IMAGES));
        }
        List<CurrentImage> found = images.list(ids);
        if (found.size() < ids.size()) {
            return new ImageNotFound();
        }
        Optional<CurrentImage> unscored =
                found.stream().filter(image -> !image.hasScore()).findFirst();
        if (unscored.isPresent()) {
            String name = unscored.get().filename();
            return new Refused(new Refusal(
                    RefusalReason.RESULT_MISSING,
                    "%s has no current score. Wait until it is analysed, or analyse it again.".formatted(name),
                    Message.of("refusal.result_missing", name)));
        }
        return toResult(found, callBackends(found));
    }

    private Outcome callBackends(List<CurrentImage> found) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        String plan = plans.getCurrent().code();
        Set<String> models = found.stream().map(CurrentImage::model).collect(Collectors.toSet());
        if (models.size() == 1) {
            Outcome outcome = backends.compare(
                    request(found, Optional.of(models.iterator().next())), plan, TIMEOUT);
            if (!isAboutModel(outcome)) {
                return outcome;
            }
        }
        Optional<String> expected =
                chooseModel.findModelOf(Scope.getTenant()).or(() -> backends.activeModel(Task.SCORE, plan));
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return backends.compare(request(found, expected), plan, left);
    }

    private static boolean isAboutModel(Outcome outcome) {
        return outcome instanceof Outcome.Retry retry && retry.cause() == Outcome.Cause.MODEL_MISSING
                || outcome instanceof Outcome.Rejected rejected
                        && rejected.code().equals(FOREIGN_FEATURES);
    }

    private ComparisonRequest request(List<CurrentImage> found, Optional<String> model) {
        return new ComparisonRequest(
                found.stream().map(image -> input(image, model)).toList(), model);
    }

    private ComparisonRequest.Input input(CurrentImage image, Optional<String> model) {
        return image.featuresFor(model)
                .<ComparisonRequest.Input>map(ComparisonRequest.ByFeatures::new)
                .orElseGet(() -> new ComparisonRequest.ByUrl(
                        store.signRead(ImageKeys.original(image.id()), Scorer.URL_VALIDITY)));
    }

    private Result toResult(List<CurrentImage> found, Outcome outcome) {
        if (outcome instanceof Outcome.Compared compared) {
            keepFeatures(found, compared);
            return new Compared(toComparison(found, compared));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.code().equals(Scorer.UNSUPPORTED_TASK)
                    ? refused(
                            RefusalReason.COMPARISON_UNSUPPORTED,
                            "The scoring service of this account does not compare images.")
                    : refused(
                            RefusalReason.NOT_COMPARABLE, "One of the images cannot be compared: " + rejected.detail());
        }
        LOG.log(Level.WARNING, "Images could not be compared: {0}", outcome);
        return refused(
                RefusalReason.COMPARISON_UNAVAILABLE, "We can’t compare images right now. Try again in half a minute.");
    }

    /** Features from before they were stored, or from before the model kept any. */
    private void keepFeatures(List<CurrentImage> found, Outcome.Compared compared) {
        List<AnalysisFeatures.Row> computed = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            CurrentImage image = found.get(i);
            if (image.features().isEmpty()
                    && image.model().equals(compared.model().fullName())) {
                computed.add(new AnalysisFeatures.Row(
                        image.analysis(), compared.images().get(i).features()));
            }
        }
        if (!computed.isEmpty()) {
            images.keep(computed);
        }
    }

    private static Comparison toComparison(List<CurrentImage> found, Outcome.Compared compared) {
        List<ComparedImage> images = IntStream.range(0, found.size())
                .mapToObj(i -> toImage(found.get(i), compared.images().get(i)))
                .toList();
        return new Comparison(
                images,
                compared.pairs().stream().map(pair -> toPair(images, pair)).toList(),
                compared.model());
    }

    private static ComparedImage toImage(CurrentImage image, ImageEstimate estimate) {
        return new ComparedImage(
                image.id(),
                image.analysis(),
                image.filename(),
                estimate.score(),
                estimate.low(),
                estimate.high(),
                image.outOfDomain());
    }

    private static ComparedPair toPair(List<ComparedImage> images, PairEstimate pair) {
        return new ComparedPair(
                images.get(pair.first()),
                images.get(pair.second()),
                pair.difference(),
                pair.low(),
                pair.high(),
                pair.probability());
    }

    private static Refused refused(RefusalReason reason, String detail) {
        return new Refused(new Refusal(reason, detail));
    }
}
