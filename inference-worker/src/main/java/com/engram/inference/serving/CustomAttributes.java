package com.engram.inference.serving;

import java.util.Locale;
import java.util.Optional;

/**
 * What SageMaker's custom attributes ask for, as {@code key=value} parts between commas or semicolons: {@code task=score} or
 * {@code task=heatmap}, {@code model=name} or {@code model=name:version}, {@code detail=fine} for a decomposition of
 * four times as many cells.
 */
public record CustomAttributes(boolean deepMap, boolean fine, Optional<String> model) {
    /** No wishes: a score by the active model. */
    public static final CustomAttributes NONE = new CustomAttributes(false, false, Optional.empty());

    /**
     * The wishes in a header.
     *
     * @throws UnknownTask if it asks for something that is not done here
     */
    static CustomAttributes of(String header) throws UnknownTask {
        CustomAttributes found = NONE;
        for (String part : header.split("[,;]")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("task")) {
                found = new CustomAttributes(isDeepMap(pair[1]), found.fine, found.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("detail")) {
                found = new CustomAttributes(found.deepMap, pair[1].equalsIgnoreCase("fine"), found.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("model")) {
                found = new CustomAttributes(found.deepMap, found.fine, Optional.of(pair[1]));
            }
        }
        return found;
    }

    /** Whether that task draws a deep map beside the score. */
    public static boolean isDeepMap(String task) throws UnknownTask {
        return switch (task.strip().toLowerCase(Locale.ROOT)) {
            case "score" -> false;
            case "heatmap" -> true;
            default -> throw new UnknownTask(task);
        };
    }

    /** A task that is not done here: a score for what was meant to be something else would be paid for in vain. */
    public static final class UnknownTask extends Exception {
        private static final long serialVersionUID = 1;

        UnknownTask(String task) {
            super("There is no task " + task + "; there are score and heatmap.");
        }
    }
}
