package com.engram.inference.serving;

import java.util.Optional;

/**
 * What SageMaker's custom attributes ask for, as {@code key=value} parts between commas or semicolons: {@code task=score} or
 * {@code task=heatmap}, {@code model=name} or {@code model=name:version}, {@code detail=fine} for a decomposition of
 * four times as many cells.
 */
public record Attributes(boolean deepMap, boolean fine, Optional<String> model) {
    /** No wishes: a score by the active model. */
    public static final Attributes NONE = new Attributes(false, false, Optional.empty());

    static Attributes of(String header) {
        Attributes found = NONE;
        for (String part : header.split("[,;]")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("task")) {
                found = new Attributes(pair[1].equalsIgnoreCase("heatmap"), found.fine, found.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("detail")) {
                found = new Attributes(found.deepMap, pair[1].equalsIgnoreCase("fine"), found.model);
            } else if (pair.length == 2 && pair[0].equalsIgnoreCase("model")) {
                found = new Attributes(found.deepMap, found.fine, Optional.of(pair[1]));
            }
        }
        return found;
    }
}
