package com.engram.web.pages;

import com.engram.language.Language;
import java.util.Map;
import java.util.function.Function;

/**
 * Parts of pages that depend on few values, which are rendered once for the same values. Templates call them as
 * {@code fragments}. What such a part shows must be in its values and the language: nothing of the request, and no token.
 */
public final class PageFragments {

    /** A kilobyte or two each. */
    private static final int MAX_KEPT = 10_000;

    private final RecentValues<Key, String> rendered = new RecentValues<>(MAX_KEPT);
    private final Renderer renderer;

    /** Renders a template with a model in a language. */
    @FunctionalInterface
    interface Renderer {
        String render(String template, Language language, Map<String, Object> model);
    }

    private record Key(Language language, Object card, String view) {}

    PageFragments(Renderer renderer) {
        this.renderer = renderer;
    }

    /** The fragments in a language, for the templates of one page. */
    public InLanguage in(Language language) {
        return new InLanguage(this, language);
    }

    /** The fragments of a page. */
    public record InLanguage(PageFragments fragments, Language language) {

        /**
         * An image in the gallery as HTML.
         *
         * @param card all that is shown of the image; a record, because it is compared by its values
         * @param view the query of the view that the link keeps
         */
        public String card(Record card, String view) {
            Function<Key, String> render =
                    key -> fragments.renderer.render("card", language, Map.of("card", card, "ofPage", view));
            return fragments.rendered.get(new Key(language, card, view), render);
        }
    }
}
