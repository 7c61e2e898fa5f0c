package com.engram.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.payments.Price;
import com.engram.plans.ManagePlans;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestCustomers;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import com.engram.testing.fakes.FakePayments;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans at the payment processor, and the price of a tenant that the operator moved to another version. */
@DomainTest
class PublishPlansTest {

    private final PublishPlans publishPlans;
    private final RunBilling runBilling;
    private final ManagePlans managePlans;
    private final Plans plans;
    private final ChangePlan changePlan;
    private final FakePayments payments;
    private final TestPlans testPlans;
    private final TestCustomers customers;
    private final TestTenants tenants;

    PublishPlansTest(
            PublishPlans publishPlans,
            RunBilling runBilling,
            ManagePlans managePlans,
            Plans plans,
            ChangePlan changePlan,
            FakePayments payments,
            TestPlans testPlans,
            TestCustomers customers,
            TestTenants tenants) {
        this.publishPlans = publishPlans;
        this.runBilling = runBilling;
        this.managePlans = managePlans;
        this.plans = plans;
        this.changePlan = changePlan;
        this.payments = payments;
        this.testPlans = testPlans;
        this.customers = customers;
        this.tenants = tenants;
    }

    @Test
    void a_new_version_can_be_bought_once_it_is_published() {
        testPlans.add("growing", TestTerms.monthlyImages(10).price(1000));
        customers.publishPlans();
        customers.publishPlans();
        TenantId tenant = customers.open("owner@example.com");
        assertThat(findChange(tenant)).isEqualTo(PlanChange.CHECKOUT);

        testPlans.change("growing", TestTerms.monthlyImages(10).price(1200));
        assertThat(findChange(tenant)).isEqualTo(PlanChange.NOT_SOLD_ONLINE);

        customers.publishPlans();
        assertThat(findChange(tenant)).isEqualTo(PlanChange.CHECKOUT);
    }

    @Test
    void without_a_payment_processor_nothing_is_published() {
        payments.setConfigured(false);

        assertThat(tenants.callAsOperator(publishPlans::publishAll)).isFalse();
    }

    @Test
    void a_tenant_that_was_moved_to_a_newer_version_pays_its_price_from_the_next_period_on() {
        testPlans.add("growing", TestTerms.monthlyImages(10).price(1000));
        customers.publishPlans();
        TenantId tenant = customers.open("owner@example.com");
        String subscription = customers.buy(tenant, "growing");
        testPlans.change("growing", TestTerms.monthlyImages(10).price(1200));
        customers.publishPlans();

        runBilling(tenant);
        assertThat(payments.nextPrices()).isEmpty();

        tenants.callAsOperator(() -> managePlans.moveTenantsToCurrentVersion("growing"));
        runBilling(tenant);
        assertThat(payments.nextPrices()).containsEntry(subscription, new Price("price-growing-2", Optional.empty()));
        assertThat(tenants.call(tenant, () -> plans.getCurrent().version())).isEqualTo(2);
    }

    private void runBilling(TenantId tenant) {
        tenants.run(tenant, runBilling::runForCurrentTenant);
    }

    private PlanChange findChange(TenantId tenant) {
        return tenants.call(tenant, () -> changePlan.findChange(customers.offer("growing")));
    }
}
