package com.engram.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.BackendCall;
import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.reports.ScoringCosts;
import com.engram.analysis.reports.ScoringCosts.CostLine;
import com.engram.analysis.scorers.BilledUsage;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.StorageUse;
import com.engram.analysis.scorers.Task;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What calls of backends cost, by the prices of the tests' configuration: 0.01 a call, 2 a gigabyte-second, at a rate of 0.5. */
@DomainTest
class CostLedgerTest {

    private static final YearMonth MONTH = YearMonth.of(2030, 5);

    private final RecordOutcome recordOutcome;
    private final AnalysisQueue queue;
    private final ScoringCosts costs;
    private final TestImages images;
    private final TestTenants tenants;
    private final TenantId tenant;

    CostLedgerTest(
            RecordOutcome recordOutcome,
            AnalysisQueue queue,
            ScoringCosts costs,
            TestImages images,
            TestTenants tenants) {
        this.recordOutcome = recordOutcome;
        this.queue = queue;
        this.costs = costs;
        this.images = images;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_score_costs_its_request_its_billed_time_by_memory_and_its_requests_to_the_store() {
        images.queue(tenant);

        record(List.of(call("fake", scored(), 70, Optional.of(new BilledUsage(50, 1_024)))));

        CostLine line = onlyLine();
        assertThat(line.tasks()).isEqualTo(1);
        assertThat(line.use().requests()).isEqualTo(1);
        assertThat(line.use().billedMillis()).isEqualTo(50);
        assertThat(line.use().gigabyteSeconds()).isEqualByComparingTo("0.05");
        assertThat(line.use().storageWrites())
                .as("upload, copy, preview, thumbnail")
                .isEqualTo(4);
        assertThat(line.use().storageReads())
                .as("the server's question, the scorer")
                .isEqualTo(2);
        assertThat(line.use().transferredBytes()).isEqualTo(36);
        assertThat(line.use().storageCost()).isEqualByComparingTo("0.0021");
        // (0.01 + 0.05 s x 1 GB x 2 + 4 x 0.001 + 2 x 0.0001) x 0.5
        assertThat(line.cost()).isEqualByComparingTo("0.0571");
    }

    @Test
    void without_the_providers_word_the_servers_own_time_and_the_configured_memory_count() {
        images.queue(tenant);

        record(List.of(call("fake", scored(), 70, Optional.empty())));

        assertThat(onlyLine().use().gigabyteSeconds()).isEqualByComparingTo("0.14");
    }

    @Test
    void calls_that_failed_or_rejected_the_image_cost_and_are_no_tasks() {
        images.queue(tenant);

        record(List.of(
                call("fake", new Outcome.Retry("timeout", Cause.FAILED), 1_000, Optional.empty()),
                call("fake", new Outcome.Rejected("unreadable_image", "No image"), 10, Optional.empty())));

        CostLine line = onlyLine();
        assertThat(line.tasks()).isZero();
        assertThat(line.use().requests()).isEqualTo(2);
        assertThat(line.use().withoutResult()).isEqualTo(2);
        assertThat(line.use().billedMillis()).isEqualTo(1_010);
        assertThat(line.cost()).isPositive();
    }

    @Test
    void calls_that_did_not_reach_the_backend_cost_nothing() {
        images.queue(tenant);

        record(List.of(
                call("fake", new Outcome.Retry("throttled", Cause.OVERLOADED), 5, Optional.empty()),
                call("fake", new Outcome.Retry("refused", Cause.UNAVAILABLE), 5, Optional.empty())));

        assertThat(lines()).isEmpty();
    }

    @Test
    void requests_that_are_the_way_of_a_backend_count() {
        images.queue(tenant);

        record(List.of(new BackendCall("second", scored(), 70, Optional.empty(), new StorageUse(2, 41))));

        assertThat(onlyLine().use().storageWrites()).isEqualTo(6);
        assertThat(onlyLine().use().storageReads()).isEqualTo(43);
    }

    @Test
    void every_row_has_the_currency_and_the_days_of_rate_and_prices() throws SQLException {
        images.queue(tenant);
        record(List.of(call("fake", scored(), 70, Optional.empty())));

        try (Connection owner = TestDatabase.asOwner();
                ResultSet row = owner.createStatement()
                        .executeQuery(
                                "select currency, exchange_rate, exchange_rate_on, prices_on from scoring_cost")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("EUR");
            assertThat(row.getBigDecimal(2)).isEqualByComparingTo("0.5");
            assertThat(row.getString(3)).isEqualTo("2030-05-01");
            assertThat(row.getString(4)).isEqualTo("2030-04-01");
        }
    }

    private void record(List<BackendCall> calls) {
        BackendCall last = calls.get(calls.size() - 1);
        tenants.callAsOperator(() -> recordOutcome.record(queue.pick(Task.SCORE, 10, 1).stream()
                .map(lease -> new LeaseOutcome(lease, new BackendOutcome(last.outcome(), last.backend(), calls)))
                .toList()));
    }

    private static BackendCall call(String backend, Outcome outcome, int millis, Optional<BilledUsage> billed) {
        return new BackendCall(backend, outcome, millis, billed, StorageUse.NONE);
    }

    private static Outcome scored() {
        return TestScores.scored(UUID.randomUUID(), 0.5);
    }

    private List<CostLine> lines() {
        return tenants.callAsOperator(() -> costs.listMonth(MONTH));
    }

    private CostLine onlyLine() {
        assertThat(lines()).hasSize(1);
        return lines().get(0);
    }
}
