package com.engram.billing.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import com.engram.database.Database;
import com.engram.plans.usage.CreditAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestCustomers;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import com.engram.testing.fakes.FakePayments;
import com.engram.testing.fakes.FakePayments.Metered;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Images beyond the allowance reach the payment processor once. */
@DomainTest
class MeterOverageTest {

    private final MeterOverage meterOverage;
    private final ParkedUsage parkedUsage;
    private final CreditAllowance allowance;
    private final Database database;
    private final InTransaction inTransaction;
    private final FakePayments payments;
    private final TestCustomers customers;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final String subscription;

    MeterOverageTest(
            MeterOverage meterOverage,
            ParkedUsage parkedUsage,
            CreditAllowance allowance,
            Database database,
            InTransaction inTransaction,
            FakePayments payments,
            TestPlans plans,
            TestCustomers customers,
            TestTenants tenants,
            SettableClock clock) {
        this.meterOverage = meterOverage;
        this.parkedUsage = parkedUsage;
        this.allowance = allowance;
        this.database = database;
        this.inTransaction = inTransaction;
        this.payments = payments;
        this.customers = customers;
        this.tenants = tenants;
        this.clock = clock;
        plans.add("one", TestTerms.monthlyImages(1).metered(5).price(1000));
        plans.add("ten", TestTerms.monthlyImages(10).metered(5).price(2000));
        this.tenant = customers.open("owner@example.com");
        customers.publishPlans();
        this.subscription = customers.buy(tenant, "one");
    }

    @Test
    void usage_beyond_the_allowance_is_reported_once() {
        use(4);

        report();
        report();
        assertThat(total()).isEqualTo(3);

        use(6);
        report();
        assertThat(total()).isEqualTo(5);
    }

    @Test
    void a_report_that_may_not_have_arrived_is_repeated_with_the_same_identifier() {
        use(4);
        payments.setDown(true);
        assertThatThrownBy(this::report).isInstanceOf(PaymentsUnavailableException.class);

        use(6);
        payments.setDown(false);
        report();
        assertThat(payments.metered().keySet()).singleElement().asString().endsWith("-0-3");

        report();
        assertThat(total()).isEqualTo(5);
    }

    @Test
    void the_processors_count_is_stored_beside_what_was_reported() {
        use(4);
        report();

        tenants.run(tenant, meterOverage::reconcile);

        assertThat(counts()).isEqualTo(new Counts(3, 3));
    }

    @Test
    void usage_of_a_period_that_is_over_is_reported_for_its_last_second() {
        use(4);

        clock.set(Instant.parse("2030-06-20T00:00:00Z"));
        report();

        assertThat(payments.metered().values())
                .extracting(Metered::at)
                .containsExactly(Instant.parse("2030-06-15T11:59:59Z"));
    }

    @Test
    void usage_that_is_too_old_for_the_processor_is_parked_until_the_operator_settles_it() {
        use(4);

        clock.tick(Duration.ofDays(66));
        report();
        report();

        assertThat(payments.metered()).isEmpty();
        assertThat(parked()).singleElement().satisfies(one -> {
            assertThat(one.images()).isEqualTo(3);
            assertThat(one.reason()).contains("34 days");
        });
        assertThat(tenants.callAsOperator(() -> parkedUsage.settle(tenant, parkedPeriod())))
                .isTrue();
        report();
        assertThat(parked()).isEmpty();
        assertThat(payments.metered()).isEmpty();
    }

    @Test
    void usage_of_an_invoice_that_is_closed_is_parked() {
        use(4);
        clock.set(Instant.parse("2030-06-15T12:00:00Z"));
        customers.renew(subscription);

        clock.tick(Duration.ofHours(1));
        report();
        assertThat(total()).isEqualTo(3);
        use(tenant, LocalDate.parse("2030-05-15"), 5);
        clock.tick(Duration.ofSeconds(1));
        report();

        assertThat(total()).isEqualTo(3);
        assertThat(parked())
                .singleElement()
                .satisfies(one -> assertThat(one.images()).isEqualTo(1));
    }

    @Test
    void usage_that_the_processor_refuses_as_too_early_is_parked_and_can_be_reported_again() {
        use(4);
        payments.setRefusedTime(Optional.of("The timestamp is in the future"));
        report();
        assertThat(parked())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("The timestamp is in the future"));

        payments.setRefusedTime(Optional.empty());
        report();
        assertThat(total()).isZero();
        assertThat(tenants.callAsOperator(() -> parkedUsage.retry(tenant, parkedPeriod())))
                .isTrue();
        report();

        assertThat(total()).isEqualTo(3);
        assertThat(parked()).isEmpty();
    }

    @Test
    void a_larger_plan_keeps_the_charge_of_the_smaller_one_and_charges_no_allowance_twice() {
        use(4);

        customers.choose(tenant, "ten");
        report();
        assertThat(total()).isEqualTo(3);

        use(10);
        report();
        assertThat(total()).isEqualTo(3);

        use(12);
        report();
        assertThat(total()).isEqualTo(5);
    }

    @Test
    void a_subscription_that_has_ended_reports_nothing() {
        use(4);
        customers.change(subscription, Phase.ENDED);

        report();

        assertThat(payments.metered()).isEmpty();
    }

    private List<ParkedUsage.Parked> parked() {
        return tenants.callAsOperator(parkedUsage::listParked);
    }

    private LocalDate parkedPeriod() {
        return parked().get(0).startsOn();
    }

    private record Counts(int reported, long processorCount) {}

    private Counts counts() {
        return tenants.call(
                tenant,
                () -> inTransaction.call(() -> database.sql("select reported, processor_count from metered_usage")
                        .get(Counts.class)));
    }

    private int total() {
        Map<String, Metered> metered = payments.metered();
        return metered.values().stream().mapToInt(Metered::images).sum();
    }

    private void report() {
        tenants.run(tenant, meterOverage::report);
    }

    /** Sets how many images were used in the current period. */
    private void use(int images) {
        use(tenant, tenants.call(tenant, allowance::period), images);
    }

    private void use(TenantId tenant, LocalDate period, int images) {
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> database.sql("""
                    insert into usage_period (tenant_id, starts_on, used) values (:tenant, :period, :used)
                    on conflict (tenant_id, starts_on) do update set used = :used
                    """)
                        .bind("tenant", tenant)
                        .bind("period", period)
                        .bind("used", images)
                        .update()));
    }
}
