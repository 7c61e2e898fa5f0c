package com.engram.billing.subscriptions;

import com.engram.audit.AuditLog;
import com.engram.billing.BillingEmails;
import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionTransition;
import com.engram.billing.Subscriptions;
import com.engram.billing.metering.MeterOverage;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.plans.MoveToPlanVersion;
import com.engram.plans.Offer;
import com.engram.plans.Plans;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings the current tenant's subscription, plan, months and standing to what the processor says now. The subscription
 * is held while the processor is asked, so that of two who ask at once the later answer counts.
 */
@ApplicationScoped
public class SyncSubscription {

    private final Subscriptions subscriptions;
    private final Payments payments;
    private final Tenants tenants;
    private final Plans plans;
    private final MoveToPlanVersion takePlan;
    private final MeterOverage meterOverage;
    private final BillingEmails letters;
    private final AuditLog audit;
    private final BillingSettings settings;
    private final Clock clock;

    @Inject
    SyncSubscription(
            Subscriptions subscriptions,
            Payments payments,
            Tenants tenants,
            Plans plans,
            MoveToPlanVersion takePlan,
            MeterOverage meterOverage,
            BillingEmails letters,
            AuditLog audit,
            BillingSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.payments = payments;
        this.tenants = tenants;
        this.plans = plans;
        this.takePlan = takePlan;
        this.meterOverage = meterOverage;
        this.letters = letters;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks the processor and follows its answer. */
    @Transactional
    public void follow(String reference) {
        follow(subscriptions.take(tenants.getCurrent().id()), reference);
    }

    /** The same with the subscription in hand. */
    @Transactional(TxType.MANDATORY)
    public void follow(Subscription subscription, String reference) {
        ProcessorSubscription agreement = payments.getAgreement(reference);
        String held = held(subscription);
        SubscriptionTransition turn = subscription.follow(agreement, clock.instant(), settings.grace());
        if (!agreement.reference().equals(subscription.reference().orElse(""))) {
            return;
        }
        if (subscription.state().isOnline() && !held(subscription).equals(held)) {
            meterOverage.settle(subscription.tenant());
            takePlan.take(subscription.tenant(), agreement.plan(), agreement.planVersion());
            meterOverage.settle(subscription.tenant());
            audit.record("plan.changed", agreement.plan() + ", version " + agreement.planVersion());
        }
        Tenant tenant = tenants.getCurrent();
        if (subscription.state().isOnline()) {
            tenant.countMonthsFrom(agreement.anchor());
        }
        stand(tenant, subscription, turn);
    }

    /** The tenant as its subscription's state asks. */
    private void stand(Tenant tenant, Subscription subscription, SubscriptionTransition turn) {
        switch (subscription.state()) {
            case READ_ONLY -> tenant.becomeReadOnly(clock.instant());
            case ENDED -> {
                if (turn == SubscriptionTransition.ENDED) {
                    tenant.becomeWritable();
                } else if (turn == SubscriptionTransition.ENDED_UNPAID) {
                    tenant.becomeReadOnly(clock.instant());
                }
            }
            default -> tenant.becomeWritable();
        }
        if (turn != SubscriptionTransition.NONE) {
            audit.record(
                    "subscription." + turn.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    subscription.plan().orElse(""));
            tell(tenant, subscription, turn);
        }
    }

    private void tell(Tenant tenant, Subscription subscription, SubscriptionTransition turn) {
        switch (turn) {
            case PAYMENT_FAILED ->
                letters.paymentFailed(tenant, subscription.graceUntil().orElse(Instant.EPOCH));
            case BECAME_READ_ONLY -> letters.becameReadOnly(tenant);
            case RECOVERED -> letters.recovered(tenant);
            case ENDED -> fallBack(tenant);
            case ENDED_UNPAID -> letters.endedUnpaid(tenant);
            default -> {}
        }
    }

    /** What a plan that was not renewed leaves is the newcomers' plan, if there still is one. */
    private void fallBack(Tenant tenant) {
        Optional<Offer> next = plans.findPlan(Plans.FOR_NEWCOMERS).filter(offer -> !offer.isArchived());
        next.ifPresent(offer -> takePlan.take(tenant.id(), offer.code(), offer.version()));
        letters.ended(tenant, plans.getPlanOf(tenant.id()));
    }

    private static String held(Subscription subscription) {
        return subscription.plan().orElse("") + " " + subscription.planVersion();
    }
}
