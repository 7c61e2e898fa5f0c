package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.Scorer;
import com.engram.testing.DomainTest;
import com.engram.testing.fakes.FakeScorer;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Which of several backends compares images. The second one of these tests compares none. */
@DomainTest
class ComparingBackendsTest {

    private static final ComparisonRequest REQUEST = new ComparisonRequest(List.of(), Optional.empty());
    private static final Outcome COMPARED = new Outcome.Compared(List.of(), List.of(), new Model("engram", "1"));

    private final FakeScorer scorer;

    ComparingBackendsTest(FakeScorer scorer) {
        this.scorer = scorer;
        scorer.answerComparisons(request -> COMPARED);
    }

    @Test
    void a_backend_that_compares_no_images_is_passed_over() {
        assertThat(compare("second", "fake")).isEqualTo(COMPARED);
        assertThat(compare("fake", "second")).isEqualTo(COMPARED);
        assertThat(compare("second"))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(Scorer.UNSUPPORTED_TASK));
    }

    @Test
    void a_backend_that_cannot_be_reached_is_not_hidden_by_one_that_compares_no_images() {
        Outcome unreachable = new Retry("Connection refused", Cause.UNAVAILABLE);
        scorer.answerComparisons(request -> unreachable);

        assertThat(compare("fake", "second")).isEqualTo(unreachable);
        assertThat(compare("second", "fake")).isEqualTo(unreachable);
    }

    @Test
    void no_backend_is_called_when_the_time_is_over() {
        assertThat(backends("fake").compare(REQUEST, "free", Duration.ZERO)).isInstanceOf(Retry.class);
        assertThat(scorer.comparisons()).isEmpty();
    }

    private static Outcome compare(String... names) {
        return backends(names).compare(REQUEST, "free", Duration.ofSeconds(1));
    }

    private static Backends backends(String... names) {
        Backends backends = new Backends(
                CDI.current().select(Scorer.class, Any.Literal.INSTANCE),
                List.of(names),
                List.of("fake"),
                64,
                ConfigProvider.getConfig());
        backends.configure();
        return backends;
    }
}
