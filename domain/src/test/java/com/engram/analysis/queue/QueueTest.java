package com.engram.analysis.queue;

import static com.engram.testing.TestQueue.failed;
import static com.engram.testing.TestQueue.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.analysis.scorers.Task;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose work is picked next, and what happens to leases. */
@DomainTest
class QueueTest {

    private final AnalysisQueue queue;
    private final TestQueue testQueue;
    private final TestTenants tenants;
    private final TestImages images;
    private final SettableClock clock;

    QueueTest(AnalysisQueue queue, TestQueue testQueue, TestTenants tenants, TestImages images, SettableClock clock) {
        this.queue = queue;
        this.testQueue = testQueue;
        this.tenants = tenants;
        this.images = images;
        this.clock = clock;
    }

    @Test
    void a_tenant_with_a_single_image_does_not_wait_for_another_tenants_many() {
        TenantId busy = tenants.open("free");
        IntStream.range(0, 30).forEach(i -> images.queue(busy));
        clock.tick(Duration.ofMinutes(1));
        UUID single = images.queue(tenants.open("free"));

        assertThat(testQueue.pick(4)).extracting(Lease::analysis).contains(single);
    }

    @Test
    void ten_images_of_a_tenant_start_among_the_next_twenty_although_another_tenant_has_hundreds() {
        assertThat(pickBesideHundredsOfABusinessPlan("business", 20)).hasSize(10);
    }

    @Test
    void ten_images_of_a_small_plan_start_among_the_next_ninety_although_a_large_plan_has_hundreds() {
        // The large plan has eight times the weight.
        assertThat(pickBesideHundredsOfABusinessPlan("free", 90)).hasSize(10);
    }

    /** The picked leases of a tenant with ten images. */
    private List<Lease> pickBesideHundredsOfABusinessPlan(String plan, int limit) {
        images.queueBatch(tenants.open("business"), 300);
        clock.tick(Duration.ofMinutes(1));
        TenantId small = tenants.open(plan);
        images.queueBatch(small, 10);

        return testQueue.pick(limit).stream()
                .filter(lease -> lease.tenant().equals(small.value()))
                .toList();
    }

    @Test
    void a_plan_of_twice_the_weight_gets_twice_the_share() {
        TenantId free = tenants.open("free");
        TenantId starter = tenants.open("starter");
        IntStream.range(0, 12).forEach(i -> {
            images.queue(free);
            images.queue(starter);
        });

        List<Lease> picked = testQueue.pick(9);

        assertThat(picked.stream().filter(lease -> lease.tenant().equals(starter.value())))
                .hasSize(6);
        assertThat(picked.stream().filter(lease -> lease.tenant().equals(free.value())))
                .hasSize(3);
    }

    @Test
    void running_work_counts_against_its_tenant() {
        TenantId first = tenants.open("free");
        IntStream.range(0, 8).forEach(i -> images.queue(first));
        testQueue.pick(4);
        TenantId second = tenants.open("free");
        IntStream.range(0, 8).forEach(i -> images.queue(second));

        assertThat(testQueue.pick(4)).extracting(Lease::tenant).containsOnly(second.value());
    }

    @Test
    void a_tenants_single_image_comes_before_its_batch() {
        TenantId tenant = tenants.open("free");
        images.queueBatch(tenant, 5);
        clock.tick(Duration.ofMinutes(1));
        UUID single = images.queue(tenant);

        assertThat(testQueue.pick(1)).extracting(Lease::analysis).containsExactly(single);
    }

    @Test
    void a_few_images_are_spread_over_all_readers() {
        TenantId tenant = tenants.open("free");
        IntStream.range(0, 8).forEach(i -> images.queue(tenant));

        assertThat(tenants.callAsOperator(() -> queue.pick(Task.SCORE, 32, 4))).hasSize(2);
    }

    @Test
    void two_servers_never_pick_the_same_work() throws Exception {
        TenantId tenant = tenants.open("free");
        IntStream.range(0, 20).forEach(i -> images.queue(tenant));

        List<UUID> picked = AtOnce.run(4, () -> testQueue.pick(5)).stream()
                .flatMap(List::stream)
                .map(Lease::analysis)
                .toList();

        assertThat(picked).doesNotHaveDuplicates();
    }

    @Test
    void an_extended_lease_outlives_its_first_end() {
        images.queue(tenants.open("free"));
        Lease lease = testQueue.pick(1).get(0);
        clock.tick(Duration.ofSeconds(20));
        assertThat(extend(lease)).isEqualTo(1);
        clock.tick(Duration.ofSeconds(20));

        assertThat(revive()).isZero();
    }

    @Test
    void an_expired_lease_cannot_be_extended() {
        images.queue(tenants.open("free"));
        Lease lease = testQueue.pick(1).get(0);
        clock.tick(AnalysisQueue.LEASE.plusSeconds(1));

        assertThat(extend(lease)).isZero();
    }

    @Test
    void an_expired_lease_is_revived_and_picked_again() {
        UUID analysis = images.queue(tenants.open("free"));
        testQueue.pick(1);
        clock.tick(AnalysisQueue.LEASE.plusSeconds(1));

        assertThat(revive()).isEqualTo(1);

        assertThat(testQueue.pick(1))
                .extracting(Lease::analysis, Lease::attempt)
                .containsExactly(tuple(analysis, 2));
    }

    @Test
    void a_stale_lease_cannot_complete_an_analysis() {
        images.queue(tenants.open("free"));
        Lease stale = testQueue.pick(1).get(0);
        clock.tick(AnalysisQueue.LEASE.plusSeconds(1));
        revive();
        Lease current = testQueue.pick(1).get(0);

        assertThat(testQueue.record(stale, scored("aa"))).isFalse();
        assertThat(testQueue.record(current, scored("aa"))).isTrue();
    }

    @Test
    void a_failed_attempt_waits_for_its_backoff() {
        images.queue(tenants.open("free"));
        testQueue.record(testQueue.pick(1).get(0), failed());

        assertThat(testQueue.pick(1)).isEmpty();
        assertThat(hasWork()).isFalse();
        clock.tick(Duration.ofMinutes(5));
        assertThat(hasWork()).isTrue();
        assertThat(testQueue.pick(1)).hasSize(1);
    }

    @Test
    void the_depth_counts_waiting_and_running_work_and_the_age_of_the_oldest() {
        TenantId tenant = tenants.open("free");
        IntStream.range(0, 3).forEach(i -> images.queue(tenant));
        testQueue.pick(1);
        clock.tick(Duration.ofSeconds(90));

        AnalysisQueue.QueueDepth depth = tenants.callAsOperator(queue::depth);

        assertThat(depth).isEqualTo(new AnalysisQueue.QueueDepth(2, 1, Duration.ofSeconds(90)));
    }

    private int revive() {
        return tenants.callAsOperator(queue::revive);
    }

    private int extend(Lease lease) {
        return tenants.callAsOperator(() -> queue.extend(List.of(lease.token())));
    }

    private boolean hasWork() {
        return tenants.callAsOperator(() -> queue.hasWork(Task.SCORE));
    }
}
