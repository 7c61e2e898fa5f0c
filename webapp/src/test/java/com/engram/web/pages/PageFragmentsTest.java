package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageFragmentsTest {

    private record Card(String id, int score) {}

    private final List<String> rendered = new ArrayList<>();
    private final PageFragments fragments = new PageFragments((template, language, model) -> {
        rendered.add(template + " " + language + " " + model.get("card") + " " + model.get("ofPage"));
        return String.valueOf(rendered.size());
    });

    @Test
    void a_card_is_rendered_once_for_the_same_values() {
        assertThat(fragments.in(Language.ENGLISH).card(new Card("a", 1), "")).isEqualTo("1");
        assertThat(fragments.in(Language.ENGLISH).card(new Card("a", 1), "")).isEqualTo("1");
        assertThat(rendered).hasSize(1);
    }

    @Test
    void another_value_language_or_view_is_another_card() {
        fragments.in(Language.ENGLISH).card(new Card("a", 1), "");
        fragments.in(Language.ENGLISH).card(new Card("a", 2), "");
        fragments.in(Language.ENGLISH).card(new Card("b", 1), "");
        fragments.in(Language.ITALIAN).card(new Card("a", 1), "");
        fragments.in(Language.ENGLISH).card(new Card("a", 1), "sort=highest");

        assertThat(rendered).hasSize(5);
    }

    @Test
    void the_most_recent_values_are_kept_and_no_more() {
        RecentValues<Integer, String> values = new RecentValues<>(10);
        IntStream.range(0, 100).forEach(key -> {
            values.get(key, made -> "made");
            values.get(0, made -> "first");
        });

        assertThat(values.size()).isLessThanOrEqualTo(10);
        assertThat(values.get(0, made -> "made again")).isEqualTo("made");
        assertThat(values.get(50, made -> "made again")).isEqualTo("made again");
    }
}
