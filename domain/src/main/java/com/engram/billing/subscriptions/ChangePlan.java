package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.CheckoutRequest;
import com.engram.billing.payments.CheckoutSession;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.Price;
import com.engram.billing.payments.Quote;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.weights.WeightsTerms;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes the current tenant's plan. The first paid plan is bought at the processor's checkout, once
 * the operator has accepted the {@linkplain WeightsTerms terms of the model's weights}. A change to a larger
 * plan charges the difference immediately. A change to a smaller plan takes effect when the paid period ends, so nobody can
 * use up a large allowance and then get a part of its price back. A change to a free plan cancels the subscription. No transaction is open while
 * the processor is called.
 */
@ApplicationScoped
public class ChangePlan {

    private final Subscriptions subscriptions;
    private final EnrollCustomer enrollCustomer;
    private final SyncSubscription syncSubscription;
    private final EndSubscription endSubscription;
    private final PlanPrices prices;
    private final Plans plans;
    private final Tenants tenants;
    private final Optional<Payments> payments;
    private final BillingSettings settings;
    private final WeightsTerms weightsTerms;

    @Inject
    ChangePlan(
            Subscriptions subscriptions,
            EnrollCustomer enrollCustomer,
            SyncSubscription syncSubscription,
            EndSubscription endSubscription,
            PlanPrices prices,
            Plans plans,
            Tenants tenants,
            Optional<Payments> payments,
            BillingSettings settings,
            WeightsTerms weightsTerms) {
        this.subscriptions = subscriptions;
        this.enrollCustomer = enrollCustomer;
        this.syncSubscription = syncSubscription;
        this.endSubscription = endSubscription;
        this.prices = prices;
        this.plans = plans;
        this.tenants = tenants;
        this.payments = payments;
        this.settings = settings;
        this.weightsTerms = weightsTerms;
    }

    /** The URLs to which the checkout sends the browser: after paying, and without paying. */
    public record ReturnUrls(String paid, String canceled) {}

    /** Returns the way in which the current tenant can get a plan. */
    public PlanChange findChange(CurrentPlan offer) {
        Optional<Subscription> subscription = subscriptions.findCurrent();
        boolean isFree = offer.terms().isFree();
        Plan current = plans.getCurrent();
        if (offer.code().equals(current.code()) && (isFree || !hasEnded(subscription))) {
            return PlanChange.CURRENT;
        }
        boolean paysOnline = subscription.filter(s -> s.state().isOnline()).isPresent();
        if (payments.isEmpty() || (isFree ? !paysOnline : !prices.isPublished(offer.code(), offer.version()))) {
            return PlanChange.NOT_SOLD_ONLINE;
        }
        if (isFree) {
            return PlanChange.CANCEL;
        }
        if (!paysOnline) {
            return PlanChange.CHECKOUT;
        }
        if (subscription.flatMap(Subscription::nextPlanCode).equals(Optional.of(offer.code()))) {
            return PlanChange.SCHEDULED;
        }
        return offer.terms().isDowngradeFrom(current.terms()) ? PlanChange.CHANGE_NEXT_PERIOD : PlanChange.CHANGE_PRICE;
    }

    /** The free days that the current tenant would get with a plan. A tenant gets a trial once. */
    public int trialDays(CurrentPlan offer) {
        boolean used =
                subscriptions.findCurrent().filter(Subscription::isTrialUsed).isPresent();
        return settings.offersTrials() && !used ? offer.terms().trialDays() : 0;
    }

    /** How long everything works after a failed payment. */
    public Duration gracePeriod() {
        return settings.gracePeriod();
    }

    /** What a {@linkplain PlanChange#CHANGE_PRICE change of price} to a plan would cost immediately. */
    public Quote quote(CurrentPlan offer) {
        return payments.orElseThrow().quote(currentSubscriptionId(), getPrice(offer));
    }

    /**
     * Changes the plan in the way that {@link #findChange} says.
     *
     * @param language of the processor's page, and of invoices and receipts
     * @param intent the same for the same intent, so that a form that is sent twice changes and charges once
     */
    public PlanChangeResult change(CurrentPlan offer, String intent, ReturnUrls returnUrls, Language language) {
        return switch (findChange(offer)) {
            case CURRENT, SCHEDULED -> new PlanChangeResult.Changed();
            case NOT_SOLD_ONLINE ->
                new PlanChangeResult.Refused(new Refusal(
                        RefusalReason.BY_HAND, "This plan is not sold online. Ask us to assign it to your account."));
            case CANCEL -> {
                endSubscription.setEndsWithPeriod(true);
                yield new PlanChangeResult.Changed();
            }
            case CHANGE_PRICE -> changePrice(offer, intent);
            case CHANGE_NEXT_PERIOD -> {
                schedulePriceChange(offer);
                yield new PlanChangeResult.Changed();
            }
            case CHECKOUT ->
                weightsTerms
                        .findRefusalOfPayment(tenants.getCurrent().id())
                        .<PlanChangeResult>map(PlanChangeResult.Refused::new)
                        .orElseGet(() -> new PlanChangeResult.CheckoutRequired(
                                openCheckout(offer, intent, returnUrls, language)));
        };
    }

    private PlanChangeResult changePrice(CurrentPlan offer, String intent) {
        String subscription = currentSubscriptionId();
        Optional<String> declined =
                payments.orElseThrow().changePrice(subscription, getPrice(offer), idempotencyKey(intent));
        syncSubscription.sync(subscription);
        return declined.<PlanChangeResult>map(reason -> new PlanChangeResult.Refused(new Refusal(
                        RefusalReason.PAYMENT_DECLINED, reason, Message.of("refusal.payment_declined.reason", reason))))
                .orElseGet(PlanChangeResult.Changed::new);
    }

    private void schedulePriceChange(CurrentPlan offer) {
        String subscription = currentSubscriptionId();
        payments.orElseThrow().schedulePriceChange(subscription, getPrice(offer));
        syncSubscription.syncScheduledChange(subscription, offer);
    }

    private URI openCheckout(CurrentPlan offer, String intent, ReturnUrls returnUrls, Language language) {
        Payments processor = payments.orElseThrow();
        Tenant tenant = tenants.getCurrent();
        String customer = enrollCustomer.enroll(language);
        enrollCustomer.findOpenCheckout().ifPresent(processor::expireCheckout);
        CheckoutSession checkout = processor.openCheckout(new CheckoutRequest(
                tenant.id(),
                customer,
                getPrice(offer),
                trialDays(offer),
                returnUrls.paid(),
                returnUrls.canceled(),
                language,
                idempotencyKey(intent)));
        enrollCustomer.rememberCheckout(checkout.id());
        return checkout.page();
    }

    private String idempotencyKey(String intent) {
        return tenants.getCurrent().id().value() + "-" + intent;
    }

    private String currentSubscriptionId() {
        return subscriptions
                .findCurrent()
                .flatMap(Subscription::processorSubscriptionId)
                .orElseThrow();
    }

    private Price getPrice(CurrentPlan offer) {
        return prices.find(offer.code(), offer.version()).orElseThrow();
    }

    private static boolean hasEnded(Optional<Subscription> subscription) {
        return subscription.filter(s -> s.state() == SubscriptionState.ENDED).isPresent();
    }
}
