package com.engram.web.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.scorers.Model;
import com.engram.language.Message;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the page of a comparison says. */
class ComparisonViewTest {

    private static final ComparedImage A = image("a.jpg");
    private static final ComparedImage B = image("b.jpg");
    private static final ComparedImage C = image("c.jpg");

    @Test
    void an_interval_without_zero_makes_the_verdict_clear() {
        ComparisonView view = view(List.of(A, B), new ComparedPair(A, B, 0.2, 0.05, 0.35, 0.98));

        assertThat(view.headline()).isEqualTo(Message.of("compare.best", "a.jpg"));
        assertThat(view.decisive().verdictOnLower()).isEqualTo("lower");
    }

    @Test
    void an_interval_with_zero_makes_the_verdict_probable() {
        ComparisonView view = view(List.of(A, B), new ComparedPair(A, B, 0.1, -0.02, 0.22, 0.9));

        assertThat(view.headline()).isEqualTo(Message.of("compare.best.probably", "a.jpg"));
        assertThat(view.decisive().verdictOnLower()).isEqualTo("probablyLower");
    }

    @Test
    void a_mirror_image_gets_no_verdict() {
        ComparisonView view = view(List.of(A, B), new ComparedPair(A, B, 0.011, -0.008, 0.03, 0.85));

        assertThat(view.headline()).isEqualTo(Message.of("compare.close"));
        assertThat(view.isDecided()).isFalse();
        assertThat(view.decisive().verdictOnLower()).isEqualTo("close");
    }

    @Test
    void the_best_of_many_is_clear_only_if_each_of_its_pairs_is() {
        ComparedPair clear = new ComparedPair(A, C, 0.3, 0.1, 0.5, 0.99);
        ComparedPair others = new ComparedPair(B, C, 0.1, -0.1, 0.3, 0.7);

        assertThat(view(List.of(A, B, C), new ComparedPair(A, B, 0.2, 0.01, 0.4, 0.96), clear, others)
                        .headline())
                .isEqualTo(Message.of("compare.best.ofMany", "a.jpg"));
        assertThat(view(List.of(A, B, C), new ComparedPair(A, B, 0.2, -0.01, 0.4, 0.94), clear, others)
                        .headline())
                .isEqualTo(Message.of("compare.best.ofMany.probably", "a.jpg"));
    }

    private static ComparisonView view(List<ComparedImage> images, ComparedPair... pairs) {
        return ComparisonView.of(new Comparison(images, List.of(pairs), new Model("engram", "1")));
    }

    /** The scores fall in the order of the names. */
    private static ComparedImage image(String filename) {
        double score = 0.9 - 0.1 * (filename.charAt(0) - 'a');
        return new ComparedImage(
                UUID.randomUUID(), UUID.randomUUID(), filename, score, score - 0.1, score + 0.1, false);
    }
}
