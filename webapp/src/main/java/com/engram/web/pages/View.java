package com.engram.web.pages;

import java.util.Map;

/** A page to render: the name of its template under {@code WEB-INF/templates}, and its model. */
public record View(String template, Map<String, ?> model) {

    /** A page without a model. */
    public static View of(String template) {
        return new View(template, Map.of());
    }

    /** A page with a model. */
    public static View of(String template, Map<String, ?> model) {
        return new View(template, model);
    }
}
