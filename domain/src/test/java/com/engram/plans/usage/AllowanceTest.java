package com.engram.plans.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan lets a tenant use in a period. */
@DomainTest
class AllowanceTest {

    private static final int FREE = 100;

    private final Allowance allowance;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    AllowanceTest(Allowance allowance, TestTenants tenants, SettableClock clock) {
        this.allowance = allowance;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void the_last_credit_is_reserved_once_however_many_ask_at_the_same_time() throws Exception {
        reserve(FREE - 1);

        List<Boolean> reserved = AtOnce.run(4, () -> reserve(1).isEmpty());

        assertThat(reserved).containsOnlyOnce(true);
        assertThat(left()).contains(0);
    }

    @Test
    void more_than_is_left_is_refused_and_reserves_nothing() {
        assertThat(reserve(FREE + 1)).map(Refusal::reason).contains(RefusalReason.QUOTA_EXCEEDED);
        assertThat(left()).contains(FREE);
    }

    @Test
    void the_next_month_brings_a_new_allowance() {
        reserve(FREE);

        clock.set(Instant.parse("2030-06-01T00:00:00Z"));

        assertThat(left()).contains(FREE);
    }

    private Optional<Refusal> reserve(int credits) {
        LocalDate period = tenants.call(tenant, allowance::period);
        return tenants.call(tenant, () -> allowance.reserve(credits, period));
    }

    private Optional<Integer> left() {
        return tenants.call(tenant, () -> allowance.usage().left());
    }
}
