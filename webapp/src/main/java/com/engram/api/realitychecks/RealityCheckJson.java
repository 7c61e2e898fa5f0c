package com.engram.api.realitychecks;

import com.engram.campaigns.Campaign;
import com.engram.campaigns.Finding;
import com.engram.campaigns.MetricCheck;
import com.engram.campaigns.RankCorrelation;
import com.engram.campaigns.UnmatchedLine;
import com.engram.web.PublicId;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign in the API.
 *
 * @param results how many images have results
 * @param matched how many of them are in the library
 */
public record RealityCheckJson(
        @Schema(example = "cam_0195c2d1a0b37c1e9f00a1b2c3d4e5f6")
        String id,

        @Schema(example = "Spring 2026") String name,
        @Schema(format = "date-time") String createdAt,

        @Schema(description = "How many images have results.")
        long results,

        @Schema(description = "How many of them were found in the library.")
        long matched,

        @Schema(description = "Each metric beside the current scores of the images.")
        List<MetricJson> metrics,

        @Schema(description = "Results that name no image of the library, or the same image as earlier ones.")
        List<UnmatchedJson> unmatched) {

    /** A metric of a campaign. */
    public record MetricJson(
            @Schema(example = "CTR") String name,

            @Schema(description = "How many images have a score and a value.")
            int pairs,

            @Schema(
                    description =
                            "higher: images with a higher score had a higher value. lower: they had a lower one. undecided: "
                                    + "the interval contains zero. too_few: fewer than 12 pairs. no_variation: all scores or all values "
                                    + "are equal.",
                    enumeration = {"higher", "lower", "undecided", "too_few", "no_variation"})
            String finding,

            @Schema(description = "Spearman's rank correlation; null for too_few and no_variation.", nullable = true)
            @Nullable CorrelationJson correlation,

            @Schema(
                    description =
                            "Of two images whose scores and values differ, the share of cases in which the one with the "
                                    + "higher score had the higher value; 0.5 is chance.",
                    nullable = true,
                    minimum = "0",
                    maximum = "1")
            @Nullable Double concordance) {

        static MetricJson of(MetricCheck check) {
            return new MetricJson(
                    check.metric(),
                    check.points().size(),
                    code(check.finding()),
                    check.correlation().map(CorrelationJson::of).orElse(null),
                    check.concordance().map(RealityCheckJson::rounded).orElse(null));
        }
    }

    /**
     * A rank correlation with its 95 % interval.
     *
     * @param value the coefficient, from -1 to 1
     */
    public record CorrelationJson(
            @Schema(minimum = "-1", maximum = "1") double value,

            @Schema(description = "The 95 % interval.", minItems = 2, maxItems = 2)
            List<Double> interval) {

        static CorrelationJson of(RankCorrelation correlation) {
            return new CorrelationJson(
                    rounded(correlation.value()), List.of(rounded(correlation.low()), rounded(correlation.high())));
        }
    }

    /**
     * A result without an image.
     *
     * @param image the name that was sent
     */
    public record UnmatchedJson(
            @Schema(description = "The position in the request, from 1.")
            int position,

            String image,

            @Schema(enumeration = {"unknown", "ambiguous", "repeated"})
            String reason) {

        static UnmatchedJson of(UnmatchedLine line) {
            return new UnmatchedJson(
                    line.line(), line.image(), line.match().name().toLowerCase(Locale.ROOT));
        }
    }

    static RealityCheckJson of(Campaign campaign, List<MetricCheck> checks, List<UnmatchedLine> unmatched) {
        return new RealityCheckJson(
                PublicId.CAMPAIGN.of(campaign.id()),
                campaign.name(),
                campaign.createdAt().toString(),
                campaign.lines(),
                campaign.matched(),
                checks.stream().map(MetricJson::of).toList(),
                unmatched.stream().map(UnmatchedJson::of).toList());
    }

    private static String code(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
