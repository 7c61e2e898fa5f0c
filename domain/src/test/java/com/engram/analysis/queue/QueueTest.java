package com.engram.analysis.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Task;
import com.engram.analysis.results.RecordOutcome;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is served next, and what becomes of leases. */
@DomainTest
class QueueTest {

    private final AnalysisQueue queue;
    private final RecordOutcome recordOutcome;
    private final TestTenants tenants;
    private final TestImages images;
    private final SettableClock clock;

    QueueTest(
            AnalysisQueue queue,
            RecordOutcome recordOutcome,
            TestTenants tenants,
            TestImages images,
            SettableClock clock) {
        this.queue = queue;
        this.recordOutcome = recordOutcome;
        this.tenants = tenants;
        this.images = images;
        this.clock = clock;
    }

    @Test
    void a_tenant_with_a_single_image_is_not_kept_behind_another_tenants_line() {
        TenantId busy = tenants.open("free");
        IntStream.range(0, 30).forEach(i -> images.queue(busy));
        clock.tick(Duration.ofMinutes(1));
        UUID single = images.queue(tenants.open("free"));

        assertThat(pick(4)).extracting(Lease::analysis).contains(single);
    }

    @Test
    void a_plan_of_twice_the_weight_gets_twice_the_share() {
        TenantId free = tenants.open("free");
        TenantId starter = tenants.open("starter");
        IntStream.range(0, 12).forEach(i -> {
            images.queue(free);
            images.queue(starter);
        });

        List<Lease> picked = pick(9);

        assertThat(picked.stream().filter(lease -> lease.tenant().equals(starter.value())))
                .hasSize(6);
        assertThat(picked.stream().filter(lease -> lease.tenant().equals(free.value())))
                .hasSize(3);
    }

    @Test
    void a_lease_that_is_extended_outlives_its_first_end() {
        images.queue(tenants.open("free"));
        Lease lease = pick(1).get(0);

        clock.tick(Duration.ofSeconds(20));
        tenants.callAsOperator(() -> queue.extend(List.of(lease.token())));
        clock.tick(Duration.ofSeconds(20));

        assertThat(revive()).isZero();
    }

    @Test
    void a_lease_that_ran_out_is_given_to_the_next_who_asks() {
        UUID analysis = images.queue(tenants.open("free"));
        pick(1);

        clock.tick(AnalysisQueue.LEASE.plusSeconds(1));

        assertThat(revive()).isEqualTo(1);
        assertThat(pick(1)).extracting(Lease::analysis, Lease::attempt).containsExactly(tuple(analysis, 2));
    }

    @Test
    void a_stale_lease_cannot_complete_an_analysis() {
        images.queue(tenants.open("free"));
        Lease stale = pick(1).get(0);
        clock.tick(AnalysisQueue.LEASE.plusSeconds(1));
        revive();
        Lease current = pick(1).get(0);

        assertThat(record(stale)).isZero();
        assertThat(record(current)).isEqualTo(1);
    }

    @Test
    void what_failed_waits_for_its_backoff() {
        images.queue(tenants.open("free"));
        record(pick(1).get(0));

        assertThat(pick(1)).isEmpty();
        clock.tick(Duration.ofMinutes(5));
        assertThat(pick(1)).hasSize(1);
    }

    private List<Lease> pick(int most) {
        return tenants.callAsOperator(() -> queue.pick(Task.SCORE, most, 1));
    }

    private int revive() {
        return tenants.callAsOperator(queue::revive);
    }

    private int record(Lease lease) {
        Outcome outcome = new Outcome.Retry("The scorer failed", Outcome.Cause.FAULT);
        return tenants.callAsOperator(() ->
                recordOutcome.record(List.of(new RecordOutcome.Finding(lease, new Backends.Answer(outcome, "fake")))));
    }
}
