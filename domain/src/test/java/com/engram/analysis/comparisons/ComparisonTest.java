package com.engram.analysis.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Model;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a comparison says in a verdict and in words. */
class ComparisonTest {

    private static final ComparedImage A = image("a.jpg", 0.8);
    private static final ComparedImage B = image("b.jpg", 0.7);
    private static final ComparedImage C = image("c.jpg", 0.6);

    @ParameterizedTest
    @CsvSource({
        "0.80, FIRST, a.jpg is probably more memorable than b.jpg.",
        "0.795, FIRST, a.jpg is probably more memorable than b.jpg.",
        "0.794, UNDECIDED, a.jpg and b.jpg are too close to rank.",
        "0.5, UNDECIDED, a.jpg and b.jpg are too close to rank.",
        "0.206, UNDECIDED, a.jpg and b.jpg are too close to rank.",
        "0.204, SECOND, b.jpg is probably more memorable than a.jpg.",
        "0, SECOND, b.jpg is probably more memorable than a.jpg."
    })
    void a_pair_is_decided_from_80_percent_as_shown(double probability, Verdict verdict, String sentence) {
        ComparedPair pair = pair(A, B, probability);

        assertThat(pair.verdict()).isEqualTo(verdict);
        assertThat(pair.sentence()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"0.03, FIRST", "0.0251, FIRST", "0.0249, UNDECIDED", "0, UNDECIDED", "-0.0249, UNDECIDED"})
    void scores_that_differ_as_little_as_those_of_a_mirror_image_are_undecided(double difference, Verdict verdict) {
        assertThat(new ComparedPair(A, B, difference, -0.01, 0.07, 0.85).verdict())
                .isEqualTo(verdict);
        assertThat(new ComparedPair(B, A, -difference, -0.07, 0.01, 0.15)
                        .higherFirst()
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void a_verdict_is_clear_if_the_interval_does_not_contain_zero() {
        ComparedPair clear = new ComparedPair(A, B, 0.2, 0.01, 0.35, 0.97);

        assertThat(clear.isClear()).isTrue();
        assertThat(clear.sentence()).isEqualTo("a.jpg is more memorable than b.jpg.");
        assertThat(new ComparedPair(B, A, -0.2, -0.35, -0.01, 0.03).sentence())
                .isEqualTo("a.jpg is more memorable than b.jpg.");
        assertThat(new ComparedPair(A, B, 0.02, 0.01, 0.03, 0.99).isClear()).isFalse();
        assertThat(new ComparedPair(A, B, 0.2, 0.004, 0.35, 0.95).isClear()).isFalse();
        assertThat(pair(A, B, 0.9).isClear()).isFalse();
    }

    @Test
    void the_best_image_is_decided_against_each_of_the_others() {
        ComparedPair sure = pair(A, B, 0.81);
        ComparedPair surer = pair(A, C, 0.95);

        assertThat(comparison(sure, surer, pair(B, C, 0.6)).findBest()).contains(A);
        assertThat(comparison(pair(A, B, 0.7), surer, pair(B, C, 0.9)).findBest())
                .isEmpty();
    }

    @Test
    void a_pair_turned_round_says_the_same() {
        ComparedPair turned = new ComparedPair(B, A, -0.1, -0.25, 0.05, 0.125).higherFirst();

        assertThat(turned).isEqualTo(new ComparedPair(A, B, 0.1, -0.05, 0.25, 0.875));
        assertThat(turned.higherFirst()).isEqualTo(turned);
    }

    @Test
    void the_pair_of_two_images_is_found_in_either_order() {
        ComparedPair wanted = pair(B, C, 0.6);
        Comparison comparison = comparison(pair(A, B, 0.7), pair(A, C, 0.9), wanted);

        assertThat(comparison.getPair(C, B)).isEqualTo(wanted);
        assertThat(comparison.ranking()).containsExactly(A, B, C);
    }

    private static Comparison comparison(ComparedPair... pairs) {
        return new Comparison(List.of(A, B, C), List.of(pairs), new Model("engram", "1"));
    }

    private static ComparedPair pair(ComparedImage first, ComparedImage second, double probability) {
        return new ComparedPair(first, second, 0.1, -0.05, 0.25, probability);
    }

    private static ComparedImage image(String filename, double score) {
        return new ComparedImage(
                UUID.randomUUID(), UUID.randomUUID(), filename, score, score - 0.1, score + 0.1, false);
    }
}
