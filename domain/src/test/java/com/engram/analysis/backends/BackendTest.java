package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Rejected;
import com.engram.analysis.backends.Outcome.Retry;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTest {

    private static final Scorer.Order ORDER =
            new Scorer.Order(Task.SCORE, URI.create("a:i"), URI.create("a:p"), URI.create("a:t"));

    private Outcome next = new Rejected("unreadable_image", "No.");
    private int calls;
    private List<Scorer.Served> served = List.of();

    private final Backend backend = new Backend(
            new Scorer() {
                @Override
                public Outcome score(Order order) {
                    calls++;
                    return next;
                }

                @Override
                public List<Served> listModels() {
                    return served;
                }

                @Override
                public String name() {
                    return "scripted";
                }
            },
            64);

    @Test
    void one_that_is_down_is_left_alone_after_some_calls() {
        next = new Retry("away", Cause.DOWN);

        ask(50);

        assertThat(calls).isBetween(5, 10);
        assertThat(backend.takesWork()).isFalse();
        assertThat(backend.standing().breaker()).isEqualTo("open");
        assertThat(backend.standing().trouble()).contains("away");
    }

    @Test
    void one_that_is_busy_is_asked_less_at_once() {
        next = new Retry("busy", Cause.BUSY);
        ask(20);
        int limit = backend.standing().limit();

        assertThat(limit).isLessThan(15);
        assertThat(backend.standing().breaker()).isEqualTo("closed");
        assertThat(backend.takesWork()).isTrue();
    }

    @Test
    void bad_pictures_are_no_trouble() {
        ask(50);

        assertThat(calls).isEqualTo(50);
        assertThat(backend.standing().breaker()).isEqualTo("closed");
    }

    @Test
    void its_active_model_is_the_one_that_it_tells() {
        served = List.of(
                new Scorer.Served(new Model("acme", "2"), false, ""),
                new Scorer.Served(new Model("engram", "1"), true, ""));

        assertThat(backend.activeModel()).contains("engram:1");
    }

    @Test
    void one_that_tells_no_model_is_known_by_its_last_answer() {
        assertThat(backend.activeModel()).isEmpty();

        next = new Outcome.Scored(
                new Score(0.5, 0.4, 0.6, 50, false),
                new ImageProperties("aa", 1, 1, 1, 1),
                new Model("engram", "7"),
                new HeatmapGrid(HeatmapKind.DECOMPOSITION, 1, 1, new float[1], 0),
                1);
        ask(1);

        assertThat(backend.activeModel()).contains("engram:7");
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            backend.ask(ORDER);
        }
    }
}
