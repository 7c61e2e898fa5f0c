package com.engram.api.comparisons;

import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.comparisons.KeptComparison;
import com.engram.web.PublicId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A comparison in the API.
 *
 * @param images in the order of the request
 * @param pairs every pair of images
 * @param order the ids of the images, the most memorable first
 * @param best the image that is decided to be more memorable than each of the others; null if there is none
 * @param notices what a reader has to know about all comparisons
 */
public record ComparisonJson(
        String id,
        @Nullable String name,
        @Nullable String note,
        List<ImageJson> images,
        List<PairJson> pairs,
        List<String> order,
        @Nullable String best,
        ModelJson model,
        List<NoticeJson> notices,
        String createdAt) {

    private static final NoticeJson VARIANTS = new NoticeJson("no_data_on_variants", Comparison.NOTICE_ON_VARIANTS);

    /** An image, its current analysis, and its score by the model that compared the images. */
    @Schema(name = "ComparedImage")
    public record ImageJson(String imageId, String analysisId, ScoreJson score) {

        static ImageJson of(ComparedImage image) {
            return new ImageJson(
                    PublicId.IMAGE.of(image.image()),
                    PublicId.ANALYSIS.of(image.analysis()),
                    new ScoreJson(
                            rounded(image.score()),
                            toPoints(image.score()),
                            List.of(rounded(image.low()), rounded(image.high())),
                            image.outOfDomain()));
        }
    }

    /**
     * The score; {@code value} and {@code interval} are expected hit rates, 0..1.
     *
     * @param value the expected hit rate, 0..1
     */
    @Schema(name = "ComparedScore")
    public record ScoreJson(double value, double outOf10, List<Double> interval, boolean outOfDomain) {}

    /**
     * A pair of images.
     *
     * @param difference the value of the first minus that of the second
     * @param interval the 90 % interval of the true difference
     * @param points the same in points of ten
     * @param probability that the first is the more memorable, 0..1
     * @param first the id of the first image
     * @param second the id of the second image
     * @param verdict which of the two is decided to be the more memorable
     */
    public record PairJson(
            String first,
            String second,
            double difference,
            List<Double> interval,
            PointsJson points,
            double probability,
            VerdictJson verdict) {

        static PairJson of(ComparedPair pair) {
            return new PairJson(
                    PublicId.IMAGE.of(pair.first().image()),
                    PublicId.IMAGE.of(pair.second().image()),
                    rounded(pair.difference()),
                    List.of(rounded(pair.low()), rounded(pair.high())),
                    new PointsJson(toPoints(pair.difference()), List.of(toPoints(pair.low()), toPoints(pair.high()))),
                    rounded(pair.probability()),
                    new VerdictJson(pair.verdict().code(), pair.sentence()));
        }
    }

    /**
     * A difference and its interval in points of ten.
     *
     * @param difference the difference, in points of ten
     */
    public record PointsJson(double difference, List<Double> interval) {}

    /**
     * {@code first} or {@code second} from a probability of 80 % and a difference of 0.03 on, else {@code undecided}; and in words.
     *
     * @param text the verdict as a sentence
     */
    public record VerdictJson(String code, String text) {}

    /** The model that compared the images. */
    @Schema(name = "ComparisonModel")
    public record ModelJson(String name, String version) {}

    /** A notice with its stable code. */
    @Schema(name = "ComparisonNotice")
    public record NoticeJson(String code, String detail) {}

    static ComparisonJson of(KeptComparison kept) {
        Comparison comparison = kept.comparison();
        return new ComparisonJson(
                PublicId.COMPARISON.of(kept.id()),
                kept.name().orElse(null),
                kept.note().orElse(null),
                comparison.images().stream().map(ImageJson::of).toList(),
                comparison.pairs().stream().map(PairJson::of).toList(),
                comparison.ranking().stream()
                        .map(image -> PublicId.IMAGE.of(image.image()))
                        .toList(),
                comparison
                        .findBest()
                        .map(image -> PublicId.IMAGE.of(image.image()))
                        .orElse(null),
                new ModelJson(comparison.model().name(), comparison.model().version()),
                List.of(VARIANTS),
                kept.createdAt().toString());
    }

    /** Rounds to five decimals, which is more precise than the model. */
    private static double rounded(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }

    private static double toPoints(double value) {
        return Math.round(value * 100) / 10.0;
    }
}
