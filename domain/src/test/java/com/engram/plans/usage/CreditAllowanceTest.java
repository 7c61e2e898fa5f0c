package com.engram.plans.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.plans.ManagePlans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many images a plan lets a tenant analyse in a period. */
@DomainTest
class CreditAllowanceTest {

    private static final int FREE = 100;

    private final CreditAllowance allowance;
    private final GrantCredits grantCredits;
    private final ManagePlans managePlans;
    private final Tenants allTenants;
    private final InTransaction inTransaction;
    private final TestPlans plans;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    CreditAllowanceTest(
            CreditAllowance allowance,
            GrantCredits grantCredits,
            ManagePlans managePlans,
            Tenants allTenants,
            InTransaction inTransaction,
            TestPlans plans,
            TestTenants tenants,
            SettableClock clock) {
        this.allowance = allowance;
        this.grantCredits = grantCredits;
        this.managePlans = managePlans;
        this.allTenants = allTenants;
        this.inTransaction = inTransaction;
        this.plans = plans;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void concurrent_requests_reserve_the_last_credit_once() throws Exception {
        reserve(FREE - 1);

        List<Boolean> reserved = AtOnce.run(4, () -> reserve(1).isEmpty());

        assertThat(reserved).containsOnlyOnce(true);
        assertThat(left(tenant)).contains(0);
    }

    @Test
    void more_credits_than_are_left_are_refused_and_not_reserved() {
        assertThat(reserve(FREE + 1)).map(Refusal::reason).contains(RefusalReason.QUOTA_EXCEEDED);
        assertThat(left(tenant)).contains(FREE);
    }

    @Test
    void the_refusal_says_how_many_are_left_and_when_the_next_period_begins() {
        reserve(FREE - 2);

        assertThat(reserve(3))
                .map(Refusal::detail)
                .hasValueSatisfying(
                        detail -> assertThat(detail).contains("2 of its 100 images left until 1 June", "/billing"));
        assertThat(tenants.call(tenant, () -> allowance.check(2))).isEmpty();
        assertThat(tenants.call(tenant, () -> allowance.check(3)))
                .map(Refusal::reason)
                .contains(RefusalReason.QUOTA_EXCEEDED);
    }

    @Test
    void the_next_month_brings_a_new_allowance() {
        reserve(FREE);

        clock.set(Instant.parse("2030-06-01T00:00:00Z"));

        assertThat(left(tenant)).contains(FREE);
        assertThat(tenants.call(tenant, allowance::listPeriods))
                .extracting(Usage::from)
                .containsExactly(LocalDate.parse("2030-05-01"));
    }

    @Test
    void a_past_period_has_the_allowance_of_the_plan_of_its_time() {
        reserve(1);
        clock.set(Instant.parse("2030-06-01T00:00:00Z"));
        tenants.callAsOperator(() -> managePlans.assign(tenant, "starter"));
        reserve(1);
        clock.set(Instant.parse("2030-07-03T00:00:00Z"));
        tenants.callAsOperator(() -> managePlans.assign(tenant, "pro"));
        reserve(1);

        assertThat(tenants.call(tenant, allowance::listPeriods))
                .extracting(period -> period.allowance().orElse(0))
                .containsExactly(FREE, 500, 5000);
    }

    @Test
    void a_period_ends_at_the_anchors_time_of_day() {
        setAnchor("2030-01-20T18:00");
        assertThat(reserve(FREE)).isEmpty();

        clock.set(Instant.parse("2030-05-20T17:59:00Z"));
        assertThat(reserve(1)).isPresent();
        clock.set(Instant.parse("2030-05-20T18:00:00Z"));
        assertThat(reserve(1)).isEmpty();
    }

    @Test
    void periods_begin_on_the_anchors_day_of_the_month() {
        setAnchor("2030-01-31T09:00");

        Usage usage = tenants.call(tenant, allowance::usage);

        assertThat(usage.from()).isEqualTo("2030-04-30");
        assertThat(usage.to()).isEqualTo("2030-05-31");
    }

    @Test
    void a_metered_plan_continues_beyond_its_allowance() {
        TenantId metered =
                tenants.open(plans.add("metered", TestTerms.monthlyImages(1).metered(5)));

        assertThat(reserve(metered, 3)).isEmpty();

        assertThat(left(metered)).contains(0);
        assertThat(tenants.call(metered, allowance::usage).reserved()).isEqualTo(3);
    }

    @Test
    void an_unlimited_plan_has_no_allowance() {
        TenantId unlimited = tenants.open(plans.add("limitless", TestTerms.unlimited()));

        assertThat(reserve(unlimited, 1_000_000)).isEmpty();
        assertThat(left(unlimited)).isEmpty();
    }

    @Test
    void granted_credits_are_added_to_the_current_period() {
        reserve(FREE);

        tenants.callAsOperator(() -> grantCredits.grant(tenant, 5, "An outage", UUID.randomUUID()));

        assertThat(left(tenant)).contains(5);
        assertThat(reserve(5)).isEmpty();
        assertThat(reserve(1)).isPresent();
        assertThat(tenants.callAsOperator(() -> grantCredits.listGrants(tenant)))
                .singleElement()
                .satisfies(grant -> {
                    assertThat(grant.reason()).isEqualTo("An outage");
                    assertThat(grant.startsOn()).isEqualTo("2030-05-01");
                });
        clock.set(Instant.parse("2030-06-01T00:00:00Z"));
        assertThat(left(tenant)).contains(FREE);
    }

    @Test
    void a_read_only_account_reserves_nothing() {
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> {
                    allTenants.getCurrent().becomeReadOnly(clock.instant());
                    return true;
                }));

        assertThat(reserve(1)).map(Refusal::reason).contains(RefusalReason.PAYMENT_OVERDUE);
        assertThat(left(tenant)).contains(FREE);
    }

    private Optional<Refusal> reserve(int credits) {
        return reserve(tenant, credits);
    }

    private Optional<Refusal> reserve(TenantId of, int credits) {
        LocalDate period = tenants.call(of, allowance::period);
        return tenants.call(of, () -> allowance.reserve(credits, period));
    }

    private Optional<Integer> left(TenantId of) {
        return tenants.call(of, () -> allowance.usage().left());
    }

    private void setAnchor(String start) {
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> {
                    allTenants.getCurrent().setPeriodAnchor(LocalDateTime.parse(start));
                    return true;
                }));
    }
}
