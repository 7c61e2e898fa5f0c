package com.engram.analysis.scorers;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.ImageEstimate;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.analysis.scorers.estimates.ImageWarning;
import com.engram.analysis.scorers.estimates.PairEstimate;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import java.util.List;
import java.util.Optional;

/** The outcome of a request to a scorer. */
public sealed interface Outcome {

    /** Whether another backend may have a result. */
    default boolean mayTryOtherBackend() {
        return false;
    }

    /**
     * The image has a score, and its preview and thumbnail are written.
     *
     * @param features to compare the image later; empty if the model compares no images, or if the image shows nothing
     * @param warnings what a user should know about how the image was read
     * @param millis duration in milliseconds
     */
    record Scored(
            Score score,
            ImageProperties image,
            Model model,
            HeatmapGrid decomposition,
            Optional<ImageFeatures> features,
            List<ImageWarning> warnings,
            int millis)
            implements Outcome {
        /** A score without features and warnings. */
        public Scored(Score score, ImageProperties image, Model model, HeatmapGrid decomposition, int millis) {
            this(score, image, model, decomposition, Optional.empty(), List.of(), millis);
        }
    }

    /**
     * The images are compared.
     *
     * @param images in the order of the request
     * @param pairs every pair of images
     * @param model the model that compared them
     */
    record Compared(List<ImageEstimate> images, List<PairEstimate> pairs, Model model) implements Outcome {}

    /**
     * The variants of an image are scored.
     *
     * @param score of the image, 0..1
     * @param variants in the order of the request; empty for a variant that shows nothing
     * @param model the model that scored them
     */
    record VariantsScored(double score, List<Optional<VariantEstimate>> variants, Model model) implements Outcome {}

    /**
     * The deep heatmap is computed.
     *
     * @param millis duration in milliseconds
     */
    record HeatmapComputed(HeatmapGrid heatmap, int millis) implements Outcome {}

    /**
     * The image cannot be analysed, or the images cannot be compared.
     *
     * @param code stable, for programs
     * @param detail for the owner of the image
     * @param otherBackendMayAccept whether this backend lacks something that others may have, such as a decoder
     */
    record Rejected(String code, String detail, boolean otherBackendMayAccept) implements Outcome {
        /** A rejection by every backend. */
        public Rejected(String code, String detail) {
            this(code, detail, false);
        }

        @Override
        public boolean mayTryOtherBackend() {
            return otherBackendMayAccept;
        }
    }

    /**
     * There is no result yet.
     *
     * @param reason for the operator
     */
    record Retry(String reason, Cause cause) implements Outcome {

        /** Whether waiting does not help. An image with too many such attempts fails for good. */
        public boolean countsAsAttempt() {
            return cause == Cause.FAILED || cause == Cause.MODEL_MISSING;
        }

        @Override
        public boolean mayTryOtherBackend() {
            return cause == Cause.UNAVAILABLE || cause == Cause.OVERLOADED || cause == Cause.MODEL_MISSING;
        }
    }

    /** The reason why there is no result yet. */
    enum Cause {
        /** The backend, or something it needs, cannot be reached. Another backend may be tried. */
        UNAVAILABLE,
        /** The backend has too much work. It gets fewer concurrent calls, and another backend may be tried. */
        OVERLOADED,
        /** The object store did not deliver the image or did not accept a preview. No other backend would do better. */
        STORAGE,
        /** The backend does not serve the requested model. Another backend may be tried. */
        MODEL_MISSING,
        /** The backend started and failed, perhaps because of this image. */
        FAILED
    }
}
