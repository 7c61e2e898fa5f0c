package com.engram.billing.subscriptions;

import com.engram.audit.AuditLog;
import com.engram.billing.BillingEmails;
import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionTransition;
import com.engram.billing.Subscriptions;
import com.engram.billing.metering.MeterOverage;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscriptions;
import com.engram.plans.MoveToPlanVersion;
import com.engram.plans.Plan;
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
 * Updates the current tenant's subscription, plan, usage periods and access to the processor's current state. The
 * subscription is locked while the processor is called, so of two concurrent calls the one that read the later state is
 * applied last.
 */
@ApplicationScoped
public class SyncSubscription {

    private final Subscriptions subscriptions;
    private final Optional<ProcessorSubscriptions> processor;
    private final Tenants tenants;
    private final Plans plans;
    private final MoveToPlanVersion moveToPlanVersion;
    private final MeterOverage meterOverage;
    private final BillingEmails emails;
    private final AuditLog audit;
    private final BillingSettings settings;
    private final Clock clock;

    @Inject
    SyncSubscription(
            Subscriptions subscriptions,
            Optional<ProcessorSubscriptions> processor,
            Tenants tenants,
            Plans plans,
            MoveToPlanVersion moveToPlanVersion,
            MeterOverage meterOverage,
            BillingEmails emails,
            AuditLog audit,
            BillingSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.processor = processor;
        this.tenants = tenants;
        this.plans = plans;
        this.moveToPlanVersion = moveToPlanVersion;
        this.meterOverage = meterOverage;
        this.emails = emails;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** The plan and the period that a tenant pays for. */
    private record PaidPlan(Optional<String> code, int version) {

        static PaidPlan of(Subscription subscription) {
            return new PaidPlan(subscription.planCode(), subscription.planVersion());
        }
    }

    /** Synchronizes with a subscription of the processor. */
    @Transactional
    public void sync(String processorSubscriptionId) {
        sync(subscriptions.lockOrCreate(tenants.getCurrent().id()), processorSubscriptionId);
    }

    /** Synchronizes with a subscription of the processor that changes to a plan when its period ends. */
    @Transactional
    void syncScheduledChange(String processorSubscriptionId, Plan next) {
        Subscription subscription =
                subscriptions.lockOrCreate(tenants.getCurrent().id());
        subscription.setNextPlan(next.code(), next.version());
        audit.record("plan.change-scheduled", next.code() + ", version " + next.version());
        sync(subscription, processorSubscriptionId);
    }

    /**
     * Synchronizes with a subscription of the processor, in the caller's transaction.
     *
     * @param subscription the tenant's subscription, locked
     */
    @Transactional(TxType.MANDATORY)
    public void sync(Subscription subscription, String processorSubscriptionId) {
        ProcessorSubscription current = processor.orElseThrow().getSubscription(processorSubscriptionId);
        PaidPlan before = PaidPlan.of(subscription);
        SubscriptionTransition transition = subscription.syncWith(current, clock.instant(), settings.gracePeriod());
        if (!subscription.processorSubscriptionId().equals(Optional.of(current.id()))) {
            return;
        }
        boolean isOnline = subscription.state().isOnline();
        if (isOnline && !PaidPlan.of(subscription).equals(before)) {
            changePlan(subscription, current);
        }
        Tenant tenant = tenants.getCurrent();
        if (isOnline) {
            tenant.setPeriodAnchor(current.periodAnchor());
        }
        applyState(tenant, subscription, transition);
    }

    private void changePlan(Subscription subscription, ProcessorSubscription current) {
        meterOverage.settle(subscription.tenant());
        moveToPlanVersion.move(subscription.tenant(), current.planCode(), current.planVersion());
        meterOverage.settle(subscription.tenant());
        audit.record("plan.changed", current.planCode() + ", version " + current.planVersion());
    }

    private void applyState(Tenant tenant, Subscription subscription, SubscriptionTransition transition) {
        switch (subscription.state()) {
            case READ_ONLY -> tenant.becomeReadOnly(clock.instant());
            case ENDED -> {
                if (transition == SubscriptionTransition.ENDED) {
                    tenant.becomeWritable();
                } else if (transition == SubscriptionTransition.ENDED_UNPAID) {
                    tenant.becomeReadOnly(clock.instant());
                }
            }
            default -> tenant.becomeWritable();
        }
        if (transition != SubscriptionTransition.NONE) {
            audit.record(
                    "subscription." + transition.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    subscription.planCode().orElse(""));
            notifyOwner(tenant, subscription, transition);
        }
    }

    private void notifyOwner(Tenant tenant, Subscription subscription, SubscriptionTransition transition) {
        switch (transition) {
            case PAYMENT_FAILED ->
                emails.sendPaymentFailed(tenant, subscription.graceUntil().orElse(Instant.EPOCH));
            case BECAME_READ_ONLY -> emails.sendReadOnly(tenant);
            case RECOVERED -> emails.sendRecovered(tenant);
            case ENDED -> moveToFallbackPlan(tenant);
            case ENDED_UNPAID -> emails.sendEndedUnpaid(tenant);
            default -> {}
        }
    }

    /** After a cancelled plan the tenant gets the plan of new accounts, if it is still offered. */
    private void moveToFallbackPlan(Tenant tenant) {
        plans.findPlan(Plans.FOR_SIGN_UPS)
                .filter(offer -> !offer.isArchived())
                .ifPresent(offer -> moveToPlanVersion.move(tenant.id(), offer.code(), offer.version()));
        emails.sendEnded(tenant, plans.getPlanOf(tenant.id()));
    }
}
