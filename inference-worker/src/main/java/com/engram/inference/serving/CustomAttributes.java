package com.engram.inference.serving;

import java.util.Locale;
import java.util.Optional;

/**
 * The content of SageMaker's header for custom attributes: pairs {@code key=value}, separated by commas or semicolons. The keys are
 * {@code task} ({@code score}, {@code heatmap}, {@code compare}, {@code variants} or
 * {@code models}), {@code model} ({@code name} or {@code name:version}) and {@code detail} ({@code
 * fine} for a decomposition with four times as many cells). Other keys are ignored.
 *
 * @param task what to do
 * @param fine whether the decomposition is fine
 * @param model the reference of the model; empty for the default model
 */
public record CustomAttributes(Task task, boolean fine, Optional<String> model) {
    /** The attributes of a request without the header: a score by the default model. */
    public static final CustomAttributes NONE = new CustomAttributes(Task.SCORE, false, Optional.empty());

    /**
     * Parses the header.
     *
     * @throws UnknownTaskException if the task is unknown
     */
    static CustomAttributes parse(String header) throws UnknownTaskException {
        CustomAttributes attributes = NONE;
        for (String part : header.split("[,;]")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("task")) {
                attributes = new CustomAttributes(Task.named(pair[1]), attributes.fine, attributes.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("detail")) {
                attributes = new CustomAttributes(attributes.task, pair[1].equalsIgnoreCase("fine"), attributes.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("model")) {
                attributes = new CustomAttributes(attributes.task, attributes.fine, Optional.of(pair[1]));
            }
        }
        return attributes;
    }

    /** What an invocation asks for. */
    public enum Task {
        /** The score of an image with its decomposition. */
        SCORE,
        /** The score of an image with a deep heatmap. */
        HEATMAP,
        /** The comparison of several images, see {@link CompareRequest}. */
        COMPARE,
        /** Scores of edited variants of an image, see {@link VariantsRequest}. */
        VARIANTS,
        /** The list of models, as {@code GET /model-card} returns it, for callers that reach {@code /invocations} only. */
        MODELS;

        /**
         * The task with that name, in any case.
         *
         * @throws UnknownTaskException if the task is unknown
         */
        public static Task named(String name) throws UnknownTaskException {
            return switch (name.strip().toLowerCase(Locale.ROOT)) {
                case "score" -> SCORE;
                case "heatmap" -> HEATMAP;
                case "compare" -> COMPARE;
                case "variants" -> VARIANTS;
                case "models" -> MODELS;
                default -> throw new UnknownTaskException(name);
            };
        }
    }

    /** The task is unknown. The request must fail, because a score instead of the requested result would be billed. */
    public static final class UnknownTaskException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownTaskException(String task) {
            super("Unknown task " + task + "; the tasks are score, heatmap, compare, variants and models.");
        }
    }
}
