package com.engram.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.SubscriptionState;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.plans.Plan;
import com.engram.plans.PlanTerms;
import com.engram.plans.Plans;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestCustomers;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakePayments;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Buying, changing, owing for and ending a plan. */
@DomainTest
class SubscriptionLifeTest {

    private static final String OWNER = "owner@example.com";

    private final ChangePlan changePlan;
    private final EndSubscription endSubscription;
    private final PaymentPages paymentPages;
    private final AssignPlan assignPlan;
    private final RunBilling runBilling;
    private final Plans plans;
    private final CreditAllowance allowance;
    private final FakePayments payments;
    private final TestCustomers customers;
    private final TestTenants tenants;
    private final TestOutbox outbox;
    private final SettableClock clock;
    private final TenantId tenant;

    SubscriptionLifeTest(
            ChangePlan changePlan,
            EndSubscription endSubscription,
            PaymentPages paymentPages,
            AssignPlan assignPlan,
            RunBilling runBilling,
            Plans plans,
            CreditAllowance allowance,
            FakePayments payments,
            TestCustomers customers,
            TestTenants tenants,
            TestOutbox outbox,
            SettableClock clock) {
        this.changePlan = changePlan;
        this.endSubscription = endSubscription;
        this.paymentPages = paymentPages;
        this.assignPlan = assignPlan;
        this.runBilling = runBilling;
        this.plans = plans;
        this.allowance = allowance;
        this.payments = payments;
        this.customers = customers;
        this.tenants = tenants;
        this.outbox = outbox;
        this.clock = clock;
        this.tenant = customers.open(OWNER);
    }

    @Test
    void a_trial_starts_at_the_checkout_and_becomes_active() {
        customers.publishPlans();
        assertThat(findChange("starter")).isEqualTo(PlanChange.CHECKOUT);
        assertThat(trialDays("starter")).isEqualTo(14);

        String subscription = customers.buy(tenant, "starter");

        assertThat(state()).isEqualTo(SubscriptionState.TRIALING);
        assertThat(plan().code()).isEqualTo("starter");
        assertThat(tenants.call(tenant, allowance::period)).isEqualTo(LocalDate.now(clock));
        assertThat(findChange("starter")).isEqualTo(PlanChange.CURRENT);

        customers.change(subscription, Phase.ACTIVE);
        assertThat(state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(trialDays("starter")).isZero();
    }

    @Test
    void another_paid_plan_is_reached_by_a_change_of_price() {
        customers.publishPlans();
        customers.buy(tenant, "starter");
        assertThat(findChange("pro")).isEqualTo(PlanChange.CHANGE_PRICE);
        assertThat(tenants.call(
                        tenant, () -> changePlan.quote(customers.offer("pro")).cents()))
                .isEqualTo(1_000);

        assertThat(customers.choose(tenant, "pro")).isInstanceOf(PlanChangeResult.Changed.class);

        assertThat(plan().code()).isEqualTo("pro");
        assertThat(payments.checkouts()).hasSize(1);
    }

    @Test
    void a_smaller_plan_waits_for_the_end_of_the_paid_period() {
        String subscription = buy("business");
        assertThat(findChange("pro")).isEqualTo(PlanChange.CHANGE_NEXT_PERIOD);

        assertThat(customers.choose(tenant, "pro")).isInstanceOf(PlanChangeResult.Changed.class);

        assertThat(plan().code()).isEqualTo("business");
        assertThat(findChange("pro")).isEqualTo(PlanChange.SCHEDULED);
        customers.change(subscription, Phase.ACTIVE);
        assertThat(plan().code()).isEqualTo("business");
        assertThat(customers.subscription(tenant).nextPlanCode()).contains("pro");

        clock.tick(Duration.ofDays(30));
        customers.renew(subscription);
        assertThat(plan().code()).isEqualTo("pro");
        assertThat(customers.subscription(tenant).nextPlanCode()).isEmpty();
    }

    @Test
    void a_large_plan_that_was_used_up_gives_no_credit_when_it_is_left() {
        customers.publishPlans();
        String subscription = customers.buy(tenant, "pro");
        customers.choose(tenant, "business");
        assertThat(plan().code()).isEqualTo("business");

        customers.choose(tenant, "pro");

        assertThat(payments.getSubscription(subscription).planCode()).isEqualTo("business");
        assertThat(payments.getSubscription(subscription).changesWithPeriod()).isTrue();
    }

    @Test
    void a_scheduled_change_is_withdrawn_by_keeping_the_plan_and_by_choosing_a_larger_one() {
        String subscription = buy("pro");
        customers.choose(tenant, "starter");
        assertThat(findChange("starter")).isEqualTo(PlanChange.SCHEDULED);

        setEndsWithPeriod(false);
        assertThat(findChange("starter")).isEqualTo(PlanChange.CHANGE_NEXT_PERIOD);
        customers.choose(tenant, "starter");
        customers.choose(tenant, "business");

        assertThat(findChange("starter")).isEqualTo(PlanChange.CHANGE_NEXT_PERIOD);
        clock.tick(Duration.ofDays(30));
        customers.renew(subscription);
        assertThat(plan().code()).isEqualTo("business");
    }

    @Test
    void a_longer_interval_with_as_many_images_starts_immediately_and_a_shorter_and_cheaper_one_later() {
        assertThat(terms("pro-yearly").isDowngradeFrom(terms("pro"))).isFalse();
        assertThat(terms("pro-yearly").isDowngradeFrom(terms("business"))).isTrue();
        assertThat(terms("business").isDowngradeFrom(terms("pro-yearly"))).isFalse();
        assertThat(terms("starter").isDowngradeFrom(terms("pro-yearly"))).isTrue();
    }

    @Test
    void a_declined_payment_keeps_the_plan() {
        customers.publishPlans();
        customers.buy(tenant, "pro");
        payments.setDeclined(Optional.of("The card was declined."));

        assertThat(customers.choose(tenant, "business"))
                .isEqualTo(new PlanChangeResult.Refused(new Refusal(
                        RefusalReason.PAYMENT_DECLINED,
                        "The card was declined.",
                        Message.of("refusal.payment_declined.reason", "The card was declined."))));
        assertThat(plan().code()).isEqualTo("pro");
    }

    @Test
    void a_failed_payment_leads_through_the_grace_period_to_read_only_and_a_payment_back() {
        String subscription = buy("pro");

        customers.change(subscription, Phase.PAST_DUE);
        assertThat(state()).isEqualTo(SubscriptionState.PAST_DUE);
        assertThat(outbox.subjects(OWNER)).containsExactly("A payment failed");
        assertThat(check()).isEmpty();

        clock.tick(Duration.ofDays(7).minusSeconds(1));
        runBilling();
        assertThat(check()).isEmpty();
        clock.tick(Duration.ofSeconds(1));
        runBilling();
        runBilling();
        assertThat(state()).isEqualTo(SubscriptionState.READ_ONLY);
        assertThat(check()).map(Refusal::reason).contains(RefusalReason.PAYMENT_OVERDUE);
        assertThat(plan().code()).isEqualTo("pro");
        assertThat(outbox.subjects(OWNER)).containsExactly("A payment failed", "Your account is read-only");

        customers.change(subscription, Phase.ACTIVE);
        assertThat(state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(check()).isEmpty();
        assertThat(outbox.subjects(OWNER)).endsWith("Your payment has arrived").hasSize(3);
    }

    @Test
    void a_cancelled_plan_lasts_until_its_period_ends_and_can_be_resumed_before() {
        String subscription = buy("pro");

        setEndsWithPeriod(true);
        assertThat(state()).isEqualTo(SubscriptionState.CANCELING);
        assertThat(plan().code()).isEqualTo("pro");
        setEndsWithPeriod(false);
        assertThat(state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(customers.choose(tenant, "free")).isInstanceOf(PlanChangeResult.Changed.class);
        assertThat(state()).isEqualTo(SubscriptionState.CANCELING);

        customers.change(subscription, Phase.ENDED);
        assertThat(state()).isEqualTo(SubscriptionState.ENDED);
        assertThat(plan().code()).isEqualTo("free");
        assertThat(check()).isEmpty();
        assertThat(outbox.subjects(OWNER)).containsExactly("Your plan has ended");
        assertThat(outbox.bodies(OWNER).get(0)).contains("keeps images for 90 days");
    }

    @Test
    void a_plan_that_ends_unpaid_leaves_the_account_read_only() {
        String subscription = buy("pro");
        customers.change(subscription, Phase.PAST_DUE);

        customers.change(subscription, Phase.ENDED);

        assertThat(state()).isEqualTo(SubscriptionState.ENDED);
        assertThat(check()).map(Refusal::reason).contains(RefusalReason.PAYMENT_OVERDUE);
        assertThat(plan().code()).isEqualTo("pro");
    }

    @Test
    void after_the_end_the_same_customer_buys_again_without_a_second_trial() {
        customers.publishPlans();
        String first = customers.buy(tenant, "starter");
        customers.change(first, Phase.ENDED);

        customers.buy(tenant, "starter");

        assertThat(state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(payments.checkouts())
                .extracting(checkout -> checkout.trialDays())
                .containsExactly(14, 0);
        assertThat(payments.checkouts())
                .extracting(checkout -> checkout.customerId())
                .containsOnly(TestCustomers.customer(tenant));
        assertThat(payments.checkouts())
                .extracting(checkout -> checkout.language())
                .containsOnly(Language.ITALIAN);
    }

    @Test
    void a_checkout_that_was_left_is_expired_when_another_is_opened() {
        customers.publishPlans();
        customers.choose(tenant, "starter");

        customers.buy(tenant, "pro");

        assertThat(payments.expiredCheckouts()).containsExactly("checkout-1");
        assertThat(plan().code()).isEqualTo("pro");
    }

    @Test
    void a_checkout_of_another_tenant_is_ignored() {
        customers.publishPlans();
        TenantId other = customers.open("other@example.com");
        customers.choose(other, "pro");

        tenants.run(tenant, () -> paymentPages.completeCheckout("checkout-1"));

        assertThat(plan().code()).isEqualTo("free");
    }

    @Test
    void a_trial_plan_that_was_not_published_is_not_sold_online() {
        assertThat(findChange("pro")).isEqualTo(PlanChange.NOT_SOLD_ONLINE);
        assertThat(customers.choose(tenant, "pro"))
                .isInstanceOfSatisfying(
                        PlanChangeResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.BY_HAND));
    }

    @Test
    void without_a_payment_processor_nothing_is_sold_online() {
        payments.setConfigured(false);

        assertThat(findChange("pro")).isEqualTo(PlanChange.NOT_SOLD_ONLINE);
        assertThat(tenants.call(
                        tenant,
                        () -> paymentPages.findPortalUrl(URI.create("https://engram.example/"), Language.ENGLISH)))
                .isEmpty();
        tenants.run(tenant, endSubscription::endNow);
        assertThat(assign("pro")).isEmpty();
        assertThat(plan().code()).isEqualTo("pro");
    }

    @Test
    void the_operator_cannot_assign_a_plan_to_a_tenant_that_pays_online() {
        String subscription = buy("pro");

        assertThat(assign("free")).map(Refusal::reason).contains(RefusalReason.PAID_ONLINE);
        assertThat(plan().code()).isEqualTo("pro");

        customers.change(subscription, Phase.PAST_DUE);
        customers.change(subscription, Phase.ENDED);
        assertThat(assign("starter")).isEmpty();
        assertThat(plan().code()).isEqualTo("starter");
        assertThat(state()).isEqualTo(SubscriptionState.MANUAL);
        assertThat(check()).isEmpty();
    }

    @Test
    void erasing_an_account_ends_its_subscription_immediately() {
        String subscription = buy("pro");

        tenants.run(tenant, endSubscription::endNow);

        assertThat(payments.getSubscription(subscription).phase()).isEqualTo(Phase.ENDED);
    }

    private String buy(String plan) {
        customers.publishPlans();
        return customers.buy(tenant, plan);
    }

    private PlanTerms terms(String plan) {
        return customers.offer(plan).terms();
    }

    private PlanChange findChange(String plan) {
        return tenants.call(tenant, () -> changePlan.findChange(customers.offer(plan)));
    }

    private int trialDays(String plan) {
        return tenants.call(tenant, () -> changePlan.trialDays(customers.offer(plan)));
    }

    private void setEndsWithPeriod(boolean ends) {
        assertThat(tenants.call(tenant, () -> endSubscription.setEndsWithPeriod(ends)))
                .isTrue();
    }

    private Optional<Refusal> assign(String plan) {
        return tenants.callAsOperator(() -> assignPlan.assign(tenant, plan));
    }

    private void runBilling() {
        tenants.run(tenant, runBilling::runForCurrentTenant);
    }

    private Optional<Refusal> check() {
        return tenants.call(tenant, () -> allowance.check(1));
    }

    private SubscriptionState state() {
        return customers.subscription(tenant).state();
    }

    private Plan plan() {
        return tenants.call(tenant, plans::getCurrent);
    }
}
