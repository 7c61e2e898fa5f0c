package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Task;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeScorer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator's modes do to backends, and what servers report about them. */
@DomainTest
class BackendModesTest {

    private static final String BACKEND = "fake";
    private static final ScoreRequest REQUEST =
            new ScoreRequest(Task.SCORE, URI.create("a:i"), URI.create("a:p"), URI.create("a:t"));

    private final Backends backends;
    private final BackendStatuses statuses;
    private final FakeScorer scorer;
    private final TestTenants tenants;
    private final SettableClock clock;

    BackendModesTest(
            Backends backends, BackendStatuses statuses, FakeScorer scorer, TestTenants tenants, SettableClock clock) {
        this.backends = backends;
        this.statuses = statuses;
        this.scorer = scorer;
        this.tenants = tenants;
        this.clock = clock;
        scorer.answer(new Outcome.Rejected("unreadable_image", "The file ends too early."));
    }

    @Test
    void no_work_is_accepted_before_the_modes_are_known() {
        assertThat(backends.acceptsWork(Task.SCORE)).isFalse();

        applyModes();

        assertThat(backends.acceptsWork(Task.SCORE)).isTrue();
    }

    @Test
    void a_paused_backend_accepts_no_work_and_is_not_called() {
        setMode(BackendMode.PAUSED);

        assertThat(backends.acceptsWork(Task.SCORE)).isFalse();
        assertThat(backends.score(REQUEST, "free").backend()).isEqualTo(BackendOutcome.NO_BACKEND);
        assertThat(scorer.requests()).isEmpty();
    }

    @Test
    void a_draining_backend_accepts_no_work_but_finishes_what_was_picked() {
        setMode(BackendMode.DRAINING);

        assertThat(backends.acceptsWork(Task.SCORE)).isFalse();
        assertThat(backends.score(REQUEST, "free").backend()).isEqualTo(BACKEND);
    }

    @Test
    void a_resumed_backend_accepts_work_again() {
        setMode(BackendMode.PAUSED);
        setMode(BackendMode.OPEN);

        assertThat(backends.acceptsWork(Task.SCORE)).isTrue();
        assertThat(backends.score(REQUEST, "free").outcome()).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void a_report_shows_the_status_and_the_mode_and_becomes_stale_after_fifteen_seconds() {
        setMode(BackendMode.DRAINING);
        report();
        assertThat(listStatuses()).singleElement().satisfies(reported -> {
            assertThat(reported.server()).isEqualTo("one");
            assertThat(reported.status()).isEqualTo(backends.listStatuses().get(0));
            assertThat(reported.status().mode()).isEqualTo(BackendMode.DRAINING);
            assertThat(reported.isStale()).isFalse();
        });

        clock.tick(Duration.ofSeconds(16));

        assertThat(listStatuses()).singleElement().matches(ReportedStatus::isStale);
    }

    @Test
    void the_reports_of_a_server_that_is_gone_are_deleted_after_a_day() {
        report();
        clock.tick(Duration.ofHours(25));
        tenants.callAsOperator(() -> {
            statuses.report("two", List.of());
            return true;
        });

        assertThat(listStatuses()).isEmpty();
    }

    private void setMode(BackendMode mode) {
        tenants.callAsOperator(() -> {
            statuses.setMode(BACKEND, mode);
            return true;
        });
        applyModes();
    }

    private void applyModes() {
        backends.applyModes(tenants.callAsOperator(statuses::listModes));
    }

    private void report() {
        tenants.callAsOperator(() -> {
            statuses.report("one", backends.listStatuses());
            return true;
        });
    }

    private List<ReportedStatus> listStatuses() {
        return tenants.callAsOperator(statuses::listStatuses);
    }
}
