package com.engram.inference.serving;

import java.util.Locale;
import java.util.Optional;

/**
 * The content of SageMaker's header for custom attributes: pairs {@code key=value}, separated by commas or semicolons. The keys are
 * {@code task} ({@code score} or {@code heatmap}), {@code model} ({@code name} or {@code name:version}) and {@code detail} ({@code
 * fine} for a decomposition with four times as many cells). Other keys are ignored.
 *
 * @param deepMap whether the task is a deep heatmap
 * @param fine whether the decomposition is fine
 * @param model the reference of the model; empty for the default model
 */
public record CustomAttributes(boolean deepMap, boolean fine, Optional<String> model) {
    /** The attributes of a request without the header: a score by the default model. */
    public static final CustomAttributes NONE = new CustomAttributes(false, false, Optional.empty());

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
                attributes = new CustomAttributes(isDeepMap(pair[1]), attributes.fine, attributes.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("detail")) {
                attributes =
                        new CustomAttributes(attributes.deepMap, pair[1].equalsIgnoreCase("fine"), attributes.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("model")) {
                attributes = new CustomAttributes(attributes.deepMap, attributes.fine, Optional.of(pair[1]));
            }
        }
        return attributes;
    }

    /**
     * Whether a task is a deep heatmap.
     *
     * @throws UnknownTaskException if the task is unknown
     */
    public static boolean isDeepMap(String task) throws UnknownTaskException {
        return switch (task.strip().toLowerCase(Locale.ROOT)) {
            case "score" -> false;
            case "heatmap" -> true;
            default -> throw new UnknownTaskException(task);
        };
    }

    /** The task is unknown. The request must fail, because a score instead of the requested result would be billed. */
    public static final class UnknownTaskException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownTaskException(String task) {
            super("Unknown task " + task + "; the tasks are score and heatmap.");
        }
    }
}
