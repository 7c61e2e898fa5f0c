package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.Task;
import com.engram.testing.DomainTest;
import com.engram.testing.fakes.FakeScorer;
import com.engram.testing.fakes.SecondFakeScorer;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A request with a model that one backend lacks goes to the next one. */
@DomainTest
class MissingModelTest {

    private static final ScoreRequest REQUEST =
            new ScoreRequest(Task.SCORE, URI.create("a:i"), URI.create("a:p"), URI.create("a:t"));
    private static final Outcome REJECTED = new Outcome.Rejected("unreadable_image", "No.");

    private final FakeScorer first;
    private final SecondFakeScorer second;
    private final Backends backends;

    MissingModelTest(FakeScorer first, SecondFakeScorer second) {
        this.first = first;
        this.second = second;
        this.backends = new Backends(
                CDI.current().select(Scorer.class, Any.Literal.INSTANCE),
                List.of("fake", "second"),
                List.of("fake"),
                64,
                ConfigProvider.getConfig());
        backends.configure();
        first.answer(new Retry("No such model", Cause.MODEL_MISSING));
    }

    @Test
    void the_next_backend_is_called() {
        second.answer(REJECTED);

        BackendOutcome outcome = backends.score(REQUEST, "free");

        assertThat(withoutCalls(outcome)).isEqualTo(new BackendOutcome(REJECTED, "second"));
        assertThat(outcome.calls())
                .as("both are paid")
                .extracting(BackendCall::backend)
                .containsExactly("fake", "second");
    }

    @Test
    void a_model_that_no_backend_serves_counts_as_an_attempt() {
        second.answer(new Retry("No such model", Cause.MODEL_MISSING));

        assertThat(backends.score(REQUEST, "free").outcome())
                .isInstanceOfSatisfying(
                        Retry.class,
                        retry -> assertThat(retry.countsAsAttempt()).isTrue());
    }

    @Test
    void an_overloaded_backend_may_serve_the_model_later_so_nothing_is_counted() {
        second.answer(new Retry("Busy", Cause.OVERLOADED));

        assertThat(backends.score(REQUEST, "free").outcome())
                .isInstanceOfSatisfying(
                        Retry.class,
                        retry -> assertThat(retry.countsAsAttempt()).isFalse());
    }

    @Test
    void a_missing_model_opens_no_breaker() {
        second.answer(REJECTED);

        for (int i = 0; i < 50; i++) {
            backends.score(REQUEST, "free");
        }

        assertThat(first.requests()).hasSize(50);
    }

    @Test
    void signed_urls_are_valid_as_long_as_the_slowest_backend_needs_them() {
        assertThat(backends.urlValidity(Task.HEATMAP, "free")).isEqualTo(Scorer.URL_VALIDITY);

        second.setUrlValidity(Duration.ofMinutes(19));

        assertThat(backends.urlValidity(Task.SCORE, "free")).isEqualTo(Duration.ofMinutes(19));
    }

    @Test
    void a_backend_without_a_decoder_passes_the_image_on() {
        Outcome.Rejected noDecoder = new Outcome.Rejected("unsupported_type", "This server cannot read HEIC.", true);
        first.answer(noDecoder);
        second.answer(REJECTED);
        assertThat(withoutCalls(backends.score(REQUEST, "free"))).isEqualTo(new BackendOutcome(REJECTED, "second"));

        second.answer(noDecoder);
        assertThat(withoutCalls(backends.score(REQUEST, "free"))).isEqualTo(new BackendOutcome(noDecoder, "second"));

        first.answer(new Retry("Busy", Cause.OVERLOADED));
        assertThat(backends.score(REQUEST, "free").outcome())
                .isInstanceOfSatisfying(
                        Retry.class,
                        retry -> assertThat(retry.countsAsAttempt()).isFalse());
    }

    private static BackendOutcome withoutCalls(BackendOutcome outcome) {
        return new BackendOutcome(outcome.outcome(), outcome.backend());
    }
}
