package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templateresolver.StringTemplateResolver;

class PagePartsTest {

    private static final String PART = "<b th:text=\"${counter.next() + ' ' + name}\"></b><i th:text=\"${csrf}\"></i>";

    private final TemplateEngine engine = PageTemplates.engine(new StringTemplateResolver());

    /** Counts how often a part is rendered. */
    public static final class Counter {

        private final AtomicInteger count = new AtomicInteger();

        public int next() {
            return count.incrementAndGet();
        }
    }

    /** Equal to another of the same name, whatever it counts. */
    private static View part(String name, Counter counter) {
        return View.of(PART, Map.of("name", name, "counter", counter));
    }

    private String render(Locale locale, Object parts) {
        Map<String, Object> model = new HashMap<>();
        model.put("parts", parts);
        model.put("csrf", "secret");
        PageParts.WORDS.forEach(word -> model.put(word, word));
        return engine.process("<p th:each=\"each : ${parts}\" page:part=\"${each}\"></p>", new Context(locale, model));
    }

    @Test
    void a_part_is_rendered_once_for_equal_values_and_each_language() {
        Counter counter = new Counter();
        View part = part("a", counter);

        assertThat(render(Locale.ENGLISH, List.of(part, part("a", counter))))
                .isEqualTo("<b>1 a</b><i></i><b>1 a</b><i></i>");
        assertThat(render(Locale.ITALIAN, List.of(part))).isEqualTo("<b>2 a</b><i></i>");
        assertThat(render(Locale.ENGLISH, List.of(part("b", counter), part)))
                .isEqualTo("<b>3 b</b><i></i><b>1 a</b><i></i>");
    }

    @Test
    void a_part_sees_nothing_of_its_page_but_the_words() {
        assertThat(render(Locale.ENGLISH, List.of(View.of("<i th:text=\"${csrf}\"></i><b th:text=\"${words}\"></b>"))))
                .isEqualTo("<i></i><b>words</b>");
    }

    @Test
    void a_value_of_a_part_is_escaped() {
        assertThat(render(Locale.ENGLISH, List.of(part("<script>", new Counter()))))
                .contains("1 &lt;script&gt;");
    }

    @Test
    void what_is_no_part_is_refused() {
        assertThatThrownBy(() -> render(Locale.ENGLISH, List.of("text")))
                .isInstanceOf(TemplateProcessingException.class)
                .hasRootCauseMessage("${each} is text, and no part of a page");
    }
}
