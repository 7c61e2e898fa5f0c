package com.engram.analysis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With more tenants than a pick reads from, it takes the same as if it had read from all. */
@DomainTest
class FairShareTest {

    /** A pick of one reads from the four tenants with the best first analyses. */
    private static final int LIMIT = 1;

    private static final int TENANTS = 9;
    private static final List<String> PLANS = List.of("free", "starter", "business");
    private static final Map<String, Integer> WEIGHTS = Map.of("free", 1, "starter", 2, "business", 8);

    private final TestQueue testQueue;
    private final TestTenants tenants;
    private final TestImages images;
    private final SettableClock clock;

    FairShareTest(TestQueue testQueue, TestTenants tenants, TestImages images, SettableClock clock) {
        this.testQueue = testQueue;
        this.tenants = tenants;
        this.images = images;
        this.clock = clock;
    }

    /** What a tenant has in the queue: single images come before bulk. */
    private record Waiting(int weight, int single, int bulk) {

        /** The positions of its work: the number of running and earlier images by weight, and half more for bulk. */
        Stream<Double> positions() {
            List<Double> positions = new ArrayList<>();
            for (int place = 1; place <= single + bulk; place++) {
                positions.add((double) place / weight + (place > single ? 0.5 : 0));
            }
            return positions.stream();
        }
    }

    @Test
    void the_first_of_many_tenants_are_picked_as_if_all_were_read() {
        Map<UUID, Waiting> waiting = new LinkedHashMap<>();
        for (int number = 0; number < TENANTS; number++) {
            String plan = PLANS.get(number % PLANS.size());
            TenantId tenant = tenants.open(plan);
            int single = number % 2;
            int bulk = 1 + number % 3;
            images.queueBatch(tenant, bulk);
            for (int image = 0; image < single; image++) {
                images.queue(tenant);
            }
            waiting.put(tenant.value(), new Waiting(WEIGHTS.get(plan), single, bulk));
        }
        List<Double> all = waiting.values().stream()
                .flatMap(Waiting::positions)
                .sorted(Comparator.naturalOrder())
                .toList();

        Map<UUID, Integer> running = waiting.keySet().stream().collect(Collectors.toMap(id -> id, id -> 0));
        List<Double> picked = new ArrayList<>();
        for (int pick = 0; pick < all.size(); pick++) {
            List<Lease> leases = testQueue.pick(LIMIT);
            assertThat(leases).hasSize(1);
            UUID tenant = leases.get(0).tenant();
            int place = running.merge(tenant, 1, Integer::sum);
            Waiting of = waiting.get(tenant);
            picked.add(of.positions().toList().get(place - 1));
        }

        assertThat(picked).isEqualTo(all);
    }

    @Test
    void tenants_whose_first_images_are_delayed_do_not_hide_others() {
        for (int number = 0; number < TENANTS; number++) {
            TenantId failing = tenants.open("business");
            images.queue(failing);
            testQueue.record(testQueue.pick(1).get(0), TestQueue.failed());
        }
        clock.tick(Duration.ofMillis(1));
        UUID ready = images.queue(tenants.open("free"));

        assertThat(testQueue.pick(LIMIT)).extracting(Lease::analysis).containsExactly(ready);
    }
}
