package com.engram.plans.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The owner and the admins learn when 80% and when all of an allowance are used. */
@DomainTest
class UsageThresholdsTest {

    private final UsageThresholds thresholds;
    private final CreditAllowance allowance;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestOutbox outbox;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    UsageThresholdsTest(
            UsageThresholds thresholds,
            CreditAllowance allowance,
            Database database,
            InTransaction inTransaction,
            TestOutbox outbox,
            TestPeople people,
            TestPlans plans,
            TestTenants tenants,
            SettableClock clock) {
        this.thresholds = thresholds;
        this.allowance = allowance;
        this.database = database;
        this.inTransaction = inTransaction;
        this.outbox = outbox;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open(plans.add("five", TestTerms.monthlyImages(5).metered(1)));
        people.add(tenant, "owner@example.com", "owner");
        people.add(tenant, "admin@example.com", "admin");
        people.add(tenant, "member@example.com", "member");
    }

    @Test
    void each_threshold_is_reported_once_per_period() {
        use(3);
        assertThat(outbox.subjects("owner@example.com")).isEmpty();

        use(4);
        use(4);
        assertThat(outbox.subjects("owner@example.com")).containsExactly("80% of this period’s images are used");

        use(5);
        use(6);
        assertThat(outbox.subjects("owner@example.com"))
                .containsExactly("80% of this period’s images are used", "All 5 images of this period are used");

        clock.set(Instant.parse("2030-06-01T00:00:00Z"));
        use(4);
        assertThat(outbox.subjects("owner@example.com")).hasSize(3);
    }

    @Test
    void admins_are_notified_and_members_are_not() {
        use(5);

        assertThat(outbox.subjects("admin@example.com")).hasSize(2);
        assertThat(outbox.bodies("admin@example.com"))
                .allSatisfy(body -> assertThat(body).contains("/settings/usage", "/billing"));
        assertThat(outbox.subjects("member@example.com")).isEmpty();
    }

    /** Sets how many images were used in the current period, as charging does. */
    private void use(int images) {
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> {
                    LocalDate period = allowance.period();
                    database.sql("""
                        insert into usage_period (tenant_id, starts_on, used) values (:tenant, :period, :used)
                        on conflict (tenant_id, starts_on) do update set used = :used
                        """)
                            .bind("tenant", tenant)
                            .bind("period", period)
                            .bind("used", images)
                            .update();
                    thresholds.check(tenant, period);
                    return true;
                }));
    }
}
