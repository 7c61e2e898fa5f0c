package com.engram.analysis.whatifs;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.variants.ScoreVariants;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.WhatIfAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs what-ifs on an image of the current tenant, within the variants that its plan allows. One credit pays five variants; nothing is charged if they are not scored. Suspends the
 * caller's transaction, because a backend may take seconds.
 */
@ApplicationScoped
public class RunWhatIf {

    private final ScoreVariants scoreVariants;
    private final WhatIfs whatIfs;
    private final CreditAllowance allowance;
    private final WhatIfAllowance whatIfAllowance;

    @Inject
    RunWhatIf(
            ScoreVariants scoreVariants, WhatIfs whatIfs, CreditAllowance allowance, WhatIfAllowance whatIfAllowance) {
        this.scoreVariants = scoreVariants;
        this.whatIfs = whatIfs;
        this.allowance = allowance;
        this.whatIfAllowance = whatIfAllowance;
    }

    /** The result of a request. */
    public sealed interface Result {}

    /** The what-ifs are scored and stored. */
    public record Done(WhatIf whatIf) implements Result {}

    /**
     * Nothing is scored, stored or charged.
     *
     * @param pointer a JSON pointer to the faulty field of the edits, such as {@code /edits/0/rect}; empty if no edit is at fault
     */
    public record Refused(Refusal refusal, Optional<String> pointer) implements Result {}

    /** The tenant has no such image. */
    public record ImageNotFound() implements Result {}

    /** Scores what each of the edits would change. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result run(UUID image, List<Edit> edits) {
        return run(image, edits, done -> {});
    }

    /**
     * Scores what each of the edits would change.
     *
     * @param inTransaction called with the what-ifs in the transaction that stores and charges them
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result run(UUID image, List<Edit> edits, Consumer<WhatIf> inTransaction) {
        if (edits.isEmpty() || edits.size() > VariantsRequest.MAX_VARIANTS) {
            return new Refused(
                    new Refusal(
                            RefusalReason.INVALID_EDIT, "Send 1 to %d edits.".formatted(VariantsRequest.MAX_VARIANTS)),
                    Optional.of("/edits"));
        }
        Optional<Refused> invalid = IntStream.range(0, edits.size())
                .boxed()
                .flatMap(i -> edits.get(i).findProblem().stream()
                        .map(problem -> new Refused(
                                new Refusal(RefusalReason.INVALID_EDIT, problem.detail()),
                                Optional.of("/edits/" + i + "/" + problem.field()))))
                .findFirst();
        if (invalid.isPresent()) {
            return invalid.get();
        }
        Optional<Refusal> refusal =
                whatIfAllowance.check(edits.size()).or(() -> allowance.check(WhatIf.creditsFor(edits.size())));
        if (refusal.isPresent()) {
            return new Refused(refusal.get(), Optional.empty());
        }
        return toResult(scoreVariants.score(image, edits), edits, inTransaction);
    }

    private Result toResult(ScoreVariants.Result result, List<Edit> edits, Consumer<WhatIf> inTransaction) {
        if (result instanceof ScoreVariants.Scored scored) {
            return whatIfs.store(edits, scored, inTransaction);
        }
        return result instanceof ScoreVariants.Refused refused
                ? new Refused(refused.refusal(), Optional.empty())
                : new ImageNotFound();
    }
}
