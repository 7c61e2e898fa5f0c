package com.engram.web.pages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.IContext;

/**
 * The HTML of parts of pages, such as a card of the gallery. A part sees its own model and the sentences of its language, and
 * nothing else of the page. So its HTML is the same whenever they are equal, and is kept: half of the time of a page of the
 * gallery went into cards that had not changed.
 */
final class PageParts {

    /** The variables of a page that depend on its language alone. */
    static final List<String> WORDS = List.of("assets", "times", "messages", "words");

    private static final long MAX_CHARACTERS = 8L << 20;

    private final ITemplateEngine engine;
    private final Cache<Key, String> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_CHARACTERS)
            .weigher((Key key, String html) -> html.length())
            .build();

    PageParts(ITemplateEngine engine) {
        this.engine = engine;
    }

    /** A part with values that are compared by {@code equals}, in the language of a locale. */
    private record Key(View part, Locale locale) {}

    /**
     * The HTML of a part.
     *
     * @param page the page that it is a part of, with {@link #WORDS}
     */
    String html(View part, IContext page) {
        return kept.get(new Key(part, page.getLocale()), key -> render(part, page));
    }

    private String render(View part, IContext page) {
        Map<String, Object> model = new HashMap<>(part.model());
        WORDS.forEach(word -> model.put(word, page.getVariable(word)));
        return engine.process(part.template(), new Context(page.getLocale(), model));
    }
}
