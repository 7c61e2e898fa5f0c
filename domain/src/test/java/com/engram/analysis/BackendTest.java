package com.engram.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Outcome.Cause;
import com.engram.analysis.Outcome.Rejected;
import com.engram.analysis.Outcome.Retry;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BackendTest {

    private static final Scorer.Order ORDER =
            new Scorer.Order(Task.SCORE, URI.create("a:i"), URI.create("a:p"), URI.create("a:t"));

    private Outcome next = new Rejected("unreadable_image", "No.");
    private int calls;

    private final Backend backend = new Backend(
            new Scorer() {
                @Override
                public Outcome score(Order order) {
                    calls++;
                    return next;
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

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            backend.ask(ORDER);
        }
    }
}
