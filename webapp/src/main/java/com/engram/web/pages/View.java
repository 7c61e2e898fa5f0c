package com.engram.web.pages;

import java.util.Map;

/** A page to render: the template's name under {@code WEB-INF/templates}, and what it shows. */
public record View(String template, Map<String, ?> model) {

    /** A page that shows nothing of its own. */
    public static View of(String template) {
        return new View(template, Map.of());
    }

    /** A page that shows that model. */
    public static View of(String template, Map<String, ?> model) {
        return new View(template, model);
    }
}
