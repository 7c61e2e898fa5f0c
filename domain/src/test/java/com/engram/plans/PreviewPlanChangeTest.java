package com.engram.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.plans.PreviewPlanChange.Effect;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestPeople;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change of terms means in money and for tenants, before it is saved. */
@DomainTest
class PreviewPlanChangeTest {

    private final PreviewPlanChange preview;
    private final TestPlans plans;
    private final Plans allPlans;
    private final Tenants tenantStore;
    private final TestTenants tenants;
    private final TestPeople people;
    private final SettableClock clock;

    PreviewPlanChangeTest(
            PreviewPlanChange preview,
            TestPlans plans,
            Plans allPlans,
            Tenants tenantStore,
            TestTenants tenants,
            TestPeople people,
            SettableClock clock) {
        this.preview = preview;
        this.plans = plans;
        this.allPlans = allPlans;
        this.tenantStore = tenantStore;
        this.tenants = tenants;
        this.people = people;
        this.clock = clock;
    }

    @Test
    void the_difference_counts_each_version_with_its_own_price() {
        plans.add("growing", TestTerms.monthlyImages(10).price(1000));
        tenants.open("growing");
        tenants.open("growing");
        plans.change("growing", TestTerms.monthlyImages(10).price(1500));
        tenants.open("growing");

        List<Effect> effects = preview.ofPlan(
                "growing", TestTerms.monthlyImages(10).price(2000).build());

        assertThat(effects).extracting(Effect::version).containsExactly(2, 1);
        assertThat(effects).extracting(Effect::tenants).containsExactly(1L, 2L);
        assertThat(effects).extracting(Effect::before).containsExactly(1500L, 2000L);
        assertThat(effects).extracting(Effect::after).containsExactly(2000L, 4000L);
        assertThat(effects).extracting(Effect::difference).containsExactly(500L, 2000L);
    }

    @Test
    void a_suspended_tenant_counts_but_pays_nothing() {
        plans.add("growing", TestTerms.monthlyImages(10).price(1000));
        TenantId suspended = tenants.open("growing");
        tenants.callAsOperator(() -> {
            tenantStore.setSuspended(suspended, true, clock.instant());
            return true;
        });

        Effect effect = preview.ofPlan(
                        "growing", TestTerms.monthlyImages(10).price(2000).build())
                .get(0);

        assertThat(effect.tenants()).isEqualTo(1);
        assertThat(effect.paying()).isZero();
        assertThat(effect.difference()).isZero();
    }

    @Test
    void a_yearly_price_counts_with_a_twelfth() {
        TenantId tenant = tenants.open("pro");
        PlanTerms yearly = tenants.call(tenant, () -> planOf("pro-yearly"));

        Effect effect = preview.ofTenant(tenant, yearly);

        assertThat(effect.after()).isEqualTo(Math.round(yearly.priceCents() / 12.0));
        assertThat(effect.isSameCurrency()).isTrue();
    }

    @Test
    void amounts_in_two_currencies_are_not_compared() {
        plans.add("growing", TestTerms.monthlyImages(10).price(1000));
        TenantId tenant = tenants.open("growing");

        assertThat(preview.ofTenant(
                                tenant,
                                TestTerms.monthlyImages(10)
                                        .price(1000)
                                        .currency("USD")
                                        .build())
                        .isSameCurrency())
                .isFalse();
    }

    @Test
    void tenants_beyond_the_new_limits_are_counted() {
        plans.add("growing", TestTerms.monthlyImages(100));
        TenantId busy = tenants.open("growing");
        TenantId crowded = tenants.open("growing");
        tenants.open("growing");
        execute("insert into usage_period (tenant_id, starts_on, used, granted)"
                + " values ('%s', date_trunc('month', now())::date, 60, 5)".formatted(busy.value()));
        people.add(crowded, "ann@example.com", "owner");
        people.add(crowded, "ben@example.com", "member");

        Effect fits = preview.ofPlan(
                        "growing", TestTerms.monthlyImages(55).seats(2).build())
                .get(0);
        Effect tight = preview.ofPlan(
                        "growing", TestTerms.monthlyImages(54).seats(1).build())
                .get(0);

        assertThat(fits.beyondImages()).isZero();
        assertThat(fits.beyondSeats()).isZero();
        assertThat(tight.beyondImages()).isEqualTo(1);
        assertThat(tight.beyondSeats()).isEqualTo(1);
    }

    @Test
    void tenants_who_pay_online_are_counted() {
        plans.add("growing", TestTerms.monthlyImages(10).price(1000));
        TenantId tenant = tenants.open("growing");
        tenants.open("growing");
        execute("insert into subscription (id, tenant_id, state, changed_at)"
                + " values (gen_random_uuid(), '%s', 'ACTIVE', now())".formatted(tenant.value()));

        assertThat(preview.ofPlan("growing", TestTerms.monthlyImages(10).build()))
                .singleElement()
                .extracting(Effect::online)
                .isEqualTo(1L);
    }

    @Test
    void a_shorter_retention_is_counted_where_images_are_kept_longer_now() {
        TenantId tenant = tenants.open("business");
        PlanTerms current = tenants.call(tenant, () -> planOf("business"));

        assertThat(preview.ofTenant(tenant, current).shorterRetention()).isZero();
        assertThat(preview.ofTenant(tenant, withRetention(current, 3)).shorterRetention())
                .isEqualTo(1);
    }

    private static PlanTerms withRetention(PlanTerms terms, int days) {
        return new PlanTerms(
                terms.monthlyImages(),
                terms.heatmaps(),
                terms.maxImageBytes(),
                terms.maxMegapixels(),
                terms.seats(),
                terms.apiAccess(),
                terms.weight(),
                days,
                terms.overage(),
                terms.priceCents(),
                terms.currency(),
                terms.interval(),
                terms.trialDays(),
                terms.overageCents(),
                terms.whatIfs());
    }

    private PlanTerms planOf(String code) {
        return allPlans.findPlan(code).orElseThrow().terms();
    }

    private void execute(String sql) {
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            // This connection has the machine's clock, not the test's.
            statement.execute(sql.replace("now()", "timestamptz '" + clock.instant() + "'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
