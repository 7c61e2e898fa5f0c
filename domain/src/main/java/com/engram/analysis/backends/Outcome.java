package com.engram.analysis.backends;

import java.util.List;

/** The outcome of a request to a scorer. */
public sealed interface Outcome {

    /** Whether another backend may have a result. */
    default boolean mayTryOtherBackend() {
        return false;
    }

    /**
     * The image has a score, and its preview and thumbnail are written.
     *
     * @param warnings what a user should know about how the image was read
     * @param millis duration in milliseconds
     */
    record Scored(
            Score score,
            ImageProperties image,
            Model model,
            HeatmapGrid decomposition,
            List<ImageWarning> warnings,
            int millis)
            implements Outcome {
        /** A score without warnings. */
        public Scored(Score score, ImageProperties image, Model model, HeatmapGrid decomposition, int millis) {
            this(score, image, model, decomposition, List.of(), millis);
        }
    }

    /**
     * The deep heatmap is computed.
     *
     * @param millis duration in milliseconds
     */
    record HeatmapComputed(HeatmapGrid heatmap, int millis) implements Outcome {}

    /**
     * The image cannot be analysed.
     *
     * @param code stable, for programs
     * @param detail for the owner of the image
     * @param otherBackendMayAccept whether this backend lacks a decoder that others may have
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

    /** Why there is no result yet. */
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
