package com.engram.testing;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.events.ReceiveBillingEvent;
import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import com.engram.billing.subscriptions.ChangePlan;
import com.engram.billing.subscriptions.PaymentPages;
import com.engram.billing.subscriptions.PlanChangeResult;
import com.engram.billing.subscriptions.PublishPlans;
import com.engram.language.Language;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import com.engram.testing.fakes.FakePayments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Accounts that buy plans from {@link FakePayments}, which then sends events about them. */
@ApplicationScoped
public class TestCustomers {

    private static final Duration MONTH = Duration.ofDays(30);

    private final TestTenants tenants;
    private final TestPeople people;
    private final FakePayments payments;
    private final Plans plans;
    private final PublishPlans publishPlans;
    private final ChangePlan changePlan;
    private final PaymentPages paymentPages;
    private final Subscriptions subscriptions;
    private final ReceiveBillingEvent receiveBillingEvent;
    private final Clock clock;

    @Inject
    TestCustomers(
            TestTenants tenants,
            TestPeople people,
            FakePayments payments,
            Plans plans,
            PublishPlans publishPlans,
            ChangePlan changePlan,
            PaymentPages paymentPages,
            Subscriptions subscriptions,
            ReceiveBillingEvent receiveBillingEvent,
            Clock clock) {
        this.tenants = tenants;
        this.people = people;
        this.payments = payments;
        this.plans = plans;
        this.publishPlans = publishPlans;
        this.changePlan = changePlan;
        this.paymentPages = paymentPages;
        this.subscriptions = subscriptions;
        this.receiveBillingEvent = receiveBillingEvent;
        this.clock = clock;
    }

    /** Opens an account on the free plan. Its owner has that email address. */
    public TenantId open(String ownersEmail) {
        TenantId tenant = tenants.open("free");
        people.add(tenant, ownersEmail, "owner");
        return tenant;
    }

    /** Publishes all plans that are for sale. */
    public void publishPlans() {
        tenants.callAsOperator(publishPlans::publishAll);
    }

    /** Requests a change of plan. */
    public PlanChangeResult choose(TenantId tenant, String plan) {
        return tenants.call(
                tenant,
                () -> changePlan.change(
                        offer(plan),
                        UUID.randomUUID().toString(),
                        new ChangePlan.ReturnUrls("https://engram.example/paid", "https://engram.example/unpaid"),
                        Language.ITALIAN));
    }

    /** Buys the current version of a plan at the checkout; returns the id of the processor's subscription. */
    public String buy(TenantId tenant, String plan) {
        if (!(choose(tenant, plan) instanceof PlanChangeResult.CheckoutRequired)) {
            throw new AssertionError("There is no checkout");
        }
        int number = payments.checkouts().size();
        String subscription = "subscription-" + number;
        int trialDays = payments.checkouts().get(number - 1).trialDays();
        payments.complete(
                "checkout-" + number,
                new ProcessorSubscription(
                        subscription,
                        customer(tenant),
                        trialDays > 0 ? Phase.TRIALING : Phase.ACTIVE,
                        plan,
                        offer(plan).version(),
                        false,
                        false,
                        clock.instant(),
                        clock.instant().plus(MONTH),
                        trialDays > 0
                                ? Optional.of(clock.instant().plus(Duration.ofDays(trialDays)))
                                : Optional.empty(),
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
        tenants.run(tenant, () -> paymentPages.completeCheckout("checkout-" + number));
        return subscription;
    }

    /** Changes the state of the processor's subscription, and sends the event. */
    public void change(String subscription, Phase phase) {
        setPhase(subscription, phase);
        send(UUID.randomUUID().toString(), subscription);
    }

    /** Changes the state of the processor's subscription without an event. */
    public void setPhase(String subscription, Phase phase) {
        ProcessorSubscription before = payments.getSubscription(subscription);
        payments.setSubscription(new ProcessorSubscription(
                before.id(),
                before.customerId(),
                phase,
                before.planCode(),
                before.planVersion(),
                before.endsWithPeriod(),
                before.changesWithPeriod(),
                clock.instant(),
                clock.instant().plus(MONTH),
                before.trialEnd(),
                before.periodAnchor()));
    }

    /** Starts the next period of the processor's subscription, with the price that was scheduled, and sends the event. */
    public void renew(String subscription) {
        payments.renew(subscription, clock.instant(), clock.instant().plus(MONTH));
        send(UUID.randomUUID().toString(), subscription);
    }

    /** Sends an event about a subscription; the result is that of the receiver. */
    public ReceiveBillingEvent.Result send(String eventId, String subscription) {
        return send(eventId, "customer.subscription.updated", subscription);
    }

    /** Sends an event of some type about a subscription. */
    public ReceiveBillingEvent.Result send(String eventId, String type, String subscription) {
        return receiveBillingEvent.receive(new BillingEvent(
                eventId,
                type,
                Optional.of(payments.customerOf(subscription)),
                Optional.of(subscription),
                Optional.empty()));
    }

    /** The tenant's subscription as it is stored. */
    public Subscription subscription(TenantId tenant) {
        return tenants.call(tenant, () -> subscriptions.findCurrent().orElseThrow());
    }

    /** The current version of a plan. */
    public CurrentPlan offer(String plan) {
        return tenants.callAsOperator(() -> plans.findPlan(plan).orElseThrow());
    }

    /** The processor's id of a tenant. */
    public static String customer(TenantId tenant) {
        return "customer-" + tenant.value();
    }
}
