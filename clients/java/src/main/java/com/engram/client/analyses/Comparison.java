package com.engram.client.analyses;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of two to six images.
 *
 * @param order the ids of the images, the most memorable first
 * @param best the id of the image that is the most memorable by a decided margin; null if there is none
 * @param notices limits of what the comparison can tell
 */
public record Comparison(
        String id,
        @Nullable String name,
        List<ComparedImage> images,
        List<Pair> pairs,
        List<String> order,
        @Nullable String best,
        Analysis.Model model,
        List<Analysis.Note> notices,
        Instant createdAt) {

    /** An image, its current analysis, and its score. */
    public record ComparedImage(String imageId, String analysisId, Score score) {}

    /**
     * A pair of images.
     *
     * @param difference the score of the first minus that of the second
     * @param interval the 90 % interval of the difference
     * @param probability that the first is the more memorable, 0..1
     */
    public record Pair(
            String first,
            String second,
            double difference,
            List<Double> interval,
            double probability,
            Verdict verdict) {}

    /** The verdict on a pair, and its sentence for people. */
    public record Verdict(VerdictCode code, String text) {}

    /** Which of a pair is the more memorable, from a probability of 80 %. */
    public enum VerdictCode {
        FIRST,
        SECOND,
        UNDECIDED,
        /** A code that this version of the client does not have. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
