package com.engram.analysis.intake;

import com.engram.images.Image;
import com.engram.language.Message;
import com.engram.plans.Plan;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules that every image has to satisfy before it is analysed. They look at one image and its tenant's plan only. The
 * allowance of the period and the depth of the queue are checked apart from them, for all images of a request together.
 */
enum AcceptanceRule {
    DEEP_HEATMAPS_ARE_IN_THE_PLAN {
        @Override
        Optional<Refusal> findRefusal(Candidate candidate) {
            return candidate.deepHeatmap() && !candidate.planHasDeepHeatmaps()
                    ? Optional.of(new Refusal(
                            RefusalReason.HEATMAPS_NOT_IN_PLAN,
                            "The plan %s has no deep heatmaps. Ask without one (the decomposition comes with every score), or upgrade under /billing."
                                    .formatted(candidate.planName())))
                    : Optional.empty();
        }
    },
    FILE_IS_WITHIN_THE_PLANS_SIZE {
        @Override
        Optional<Refusal> findRefusal(Candidate candidate) {
            return candidate
                    .maxBytes()
                    .filter(limit -> candidate.bytes() > limit)
                    .map(limit -> new Refusal(
                            RefusalReason.IMAGE_TOO_LARGE,
                            "The image has %,d bytes; the plan %s takes images of up to %,d. Make it smaller, or upgrade under /billing."
                                    .formatted(candidate.bytes(), candidate.planName(), limit),
                            Message.of("refusal.image_too_large", candidate.bytes() / 1048576.0, limit / 1048576.0)));
        }
    };

    /**
     * An image that is to be analysed, and what its tenant's plan says about it.
     *
     * @param maxBytes the largest file that the plan allows; empty if it has no limit
     * @param bytes the size of the image's file
     * @param deepHeatmap whether a deep heatmap is requested
     */
    record Candidate(
            String planName, boolean planHasDeepHeatmaps, Optional<Long> maxBytes, long bytes, boolean deepHeatmap) {

        static Candidate of(Plan plan, Image image, boolean deepHeatmap) {
            return of(plan, image.bytes().orElse(0L), deepHeatmap);
        }

        static Candidate of(Plan plan, long bytes, boolean deepHeatmap) {
            return new Candidate(plan.name(), plan.allowsDeepHeatmaps(), plan.maxImageBytes(), bytes, deepHeatmap);
        }
    }

    /** Returns the reason why this rule does not allow the analysis; empty if it does. */
    abstract Optional<Refusal> findRefusal(Candidate candidate);

    /** The refusal of the first rule that does not allow the analysis; empty if all allow it. */
    static Optional<Refusal> findFirstRefusal(Candidate candidate) {
        return Stream.of(values())
                .map(rule -> rule.findRefusal(candidate))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
