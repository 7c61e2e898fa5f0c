package com.engram.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.BackendCall;
import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.reports.ScoringCosts;
import com.engram.analysis.reports.ScoringCosts.InstanceTime;
import com.engram.analysis.scorers.StorageUse;
import com.engram.analysis.scorers.Task;
import com.engram.database.Database;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two instances at 3.60 an hour, which is 0.001 a second, with two calls at a time on each. */
@DomainTest
class RecordInstanceTimeTest {

    private static final String BACKEND = "fake";

    private final Database database;
    private final Backends backends;
    private final RecordOutcome recordOutcome;
    private final AnalysisQueue queue;
    private final ScoringCosts costs;
    private final TestImages images;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final InTransaction transactions;

    RecordInstanceTimeTest(
            Database database,
            Backends backends,
            RecordOutcome recordOutcome,
            AnalysisQueue queue,
            ScoringCosts costs,
            TestImages images,
            TestTenants tenants,
            SettableClock clock,
            InTransaction transactions) {
        this.database = database;
        this.backends = backends;
        this.recordOutcome = recordOutcome;
        this.queue = queue;
        this.costs = costs;
        this.images = images;
        this.tenants = tenants;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Test
    void instances_that_always_run_cost_without_calls_and_that_is_idle_time() {
        RecordInstanceTime time = with(Map.of());
        recordEvery(time, 5);

        InstanceTime month = month();

        assertThat(month.seconds()).isEqualByComparingTo("480");
        assertThat(month.cost()).isEqualByComparingTo("0.48");
        assertThat(month.shared()).isZero();
        assertThat(month.idle()).isEqualByComparingTo("0.48");
    }

    @Test
    void what_calls_used_is_no_idle_time() {
        images.queue(tenants.open("free"));
        recordScore(10);
        RecordInstanceTime time = with(Map.of());
        recordEvery(time, 5);

        InstanceTime month = month();

        assertThat(month.shared()).isEqualByComparingTo("0.025");
        assertThat(month.idle()).isEqualByComparingTo("0.455");
    }

    @Test
    void a_backend_that_scales_to_zero_costs_nothing_long_after_its_last_call() {
        images.queue(tenants.open("free"));
        recordScore(100);
        RecordInstanceTime time = with(Map.of("engram.cost.fake.minutesToScaleIn", "3"));
        recordEvery(time, 10);

        assertThat(month().seconds())
                .as("the first record has no time before it")
                .isEqualByComparingTo("240");
    }

    @Test
    void a_long_gap_is_not_counted() {
        RecordInstanceTime time = with(Map.of());
        recordEvery(time, 2);
        clock.tick(Duration.ofHours(5));
        recordEvery(time, 2);

        assertThat(month().seconds()).isEqualByComparingTo("240");
    }

    private void recordEvery(RecordInstanceTime time, int minutes) {
        for (int i = 0; i < minutes; i++) {
            tenants.callAsOperator(() -> transactions.call(() -> {
                time.record();
                return true;
            }));
            clock.tick(Duration.ofMinutes(1));
        }
    }

    private void recordScore(int millis) {
        tenants.callAsOperator(() -> recordOutcome.record(queue.pick(Task.SCORE, 10, 1).stream()
                .map(lease -> {
                    BackendCall call = new BackendCall(
                            BACKEND, TestScores.scored(lease.image(), 0.5), millis, Optional.empty(), StorageUse.NONE);
                    return new LeaseOutcome(lease, new BackendOutcome(call.outcome(), BACKEND, List.of(call)));
                })
                .toList()));
    }

    private InstanceTime month() {
        return tenants.callAsOperator(() -> costs.listInstanceTime(YearMonth.of(2030, 5)))
                .get(0);
    }

    private RecordInstanceTime with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "engram.cost.fake.perInstanceHour", "3.6",
                "engram.cost.fake.callsPerInstance", "2",
                "engram.cost.fake.instances", "2"));
        all.putAll(settings);
        return new RecordInstanceTime(
                database,
                backends,
                new CallPrices(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(all, "test", 100))
                        .build()));
    }
}
