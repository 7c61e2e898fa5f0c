package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Rejected;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.analysis.scorers.estimates.Score;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendTest {

    private static final ScoreRequest REQUEST =
            new ScoreRequest(Task.SCORE, URI.create("a:i"), URI.create("a:p"), URI.create("a:t"));

    private static final ComparisonRequest COMPARISON = new ComparisonRequest(List.of(), Optional.empty());

    private Outcome next = new Rejected("unreadable_image", "No.");
    private int calls;
    private int comparisons;
    private List<ServedModel> served = List.of();

    private final Backend backend = new Backend(
            new Scorer() {
                @Override
                public Outcome score(ScoreRequest request) {
                    calls++;
                    return next;
                }

                @Override
                public Outcome compare(ComparisonRequest request, Duration timeout) {
                    comparisons++;
                    return new Retry("unreachable", Cause.UNAVAILABLE);
                }

                @Override
                public List<ServedModel> listModels() {
                    return served;
                }

                @Override
                public String name() {
                    return "scripted";
                }
            },
            64);

    @Test
    void an_unavailable_scorer_is_not_called_after_some_failures() {
        next = new Retry("unreachable", Cause.UNAVAILABLE);

        call(50);

        assertThat(calls).isBetween(5, 10);
        assertThat(backend.acceptsWork()).isFalse();
        assertThat(backend.status().breaker()).isEqualTo("open");
        assertThat(backend.status().lastError()).contains("unreachable");
    }

    @Test
    void an_overloaded_scorer_gets_fewer_concurrent_calls() {
        next = new Retry("busy", Cause.OVERLOADED);
        call(20);
        int limit = backend.status().maxConcurrent();

        assertThat(limit).isLessThan(15);
        assertThat(backend.status().breaker()).isEqualTo("closed");
        assertThat(backend.acceptsWork()).isTrue();
    }

    @Test
    void rejected_images_are_no_failures() {
        call(50);

        assertThat(calls).isEqualTo(50);
        assertThat(backend.status().breaker()).isEqualTo("closed");
    }

    @Test
    void the_active_model_is_the_one_that_the_scorer_lists() {
        served = List.of(
                new ServedModel(new Model("acme", "2"), false, ""),
                new ServedModel(new Model("engram", "1"), true, ""));

        assertThat(backend.activeModel()).contains("engram:1");
    }

    @Test
    void without_a_list_the_active_model_is_that_of_the_last_outcome() {
        assertThat(backend.activeModel()).isEmpty();

        next = new Outcome.Scored(
                new Score(0.5, 0.4, 0.6, 50, false),
                new ImageProperties("aa", 1, 1, 1, 1),
                new Model("engram", "7"),
                new HeatmapGrid(HeatmapKind.DECOMPOSITION, 1, 1, new float[1], 0),
                1);
        call(1);

        assertThat(backend.activeModel()).contains("engram:7");
    }

    @Test
    void comparisons_are_no_calls_for_the_breaker_but_respect_it() {
        for (int i = 0; i < 50; i++) {
            backend.tryCompare(COMPARISON, Duration.ofSeconds(1));
        }
        assertThat(comparisons).isEqualTo(50);
        assertThat(backend.status().breaker()).isEqualTo("closed");
        next = new Retry("unreachable", Cause.UNAVAILABLE);
        call(50);

        assertThat(backend.tryCompare(COMPARISON, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void a_paused_backend_compares_no_images() {
        backend.applyMode(BackendMode.PAUSED);

        assertThat(backend.tryCompare(COMPARISON, Duration.ofSeconds(1))).isEmpty();
        assertThat(comparisons).isZero();
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            backend.tryScore(REQUEST);
        }
    }
}
