package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.Payments.Checkout;
import com.engram.billing.payments.Payments.Price;
import com.engram.billing.payments.Payments.Purchase;
import com.engram.billing.payments.Payments.Quote;
import com.engram.plans.Offer;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A tenant chooses another plan: the first is bought at the processor's checkout, a further one is moved to with the
 * difference charged at once, and a free one is reached by ending what is paid. No transaction is open while the
 * processor is asked.
 */
@ApplicationScoped
public class ChangePlan {

    private final Subscriptions subscriptions;
    private final EnrollCustomer enrollCustomer;
    private final SyncSubscription followAgreement;
    private final PlanPrices prices;
    private final Plans plans;
    private final Tenants tenants;
    private final Payments payments;
    private final boolean trials;

    @Inject
    ChangePlan(
            Subscriptions subscriptions,
            EnrollCustomer enrollCustomer,
            SyncSubscription followAgreement,
            PlanPrices prices,
            Plans plans,
            Tenants tenants,
            Payments payments,
            @ConfigProperty(name = "engram.stripe.trials", defaultValue = "true") boolean trials) {
        this.subscriptions = subscriptions;
        this.enrollCustomer = enrollCustomer;
        this.followAgreement = followAgreement;
        this.prices = prices;
        this.plans = plans;
        this.tenants = tenants;
        this.payments = payments;
        this.trials = trials;
    }

    /** How a tenant would come to a plan. */
    public enum Way {
        /** It has it. */
        STAY,
        /** By buying it at the checkout. */
        BUY,
        /** By moving what it pays to it. */
        MOVE,
        /** By ending what it pays. */
        LEAVE,
        /** Not by itself: the operator assigns it. */
        ASK
    }

    /** Where the checkout sends the browser back to. */
    public record Returns(String paid, String canceled) {}

    /** What became of the wish. */
    public sealed interface Result {}

    /** The browser goes to that page and pays there. */
    public record Pay(URI page) implements Result {}

    /** It is done. */
    public record Changed() implements Result {}

    /** It is not, and why. */
    public record Refused(Refusal refusal) implements Result {}

    /** How the current tenant would come to a plan. */
    public Way way(Offer offer) {
        Optional<Subscription> subscription = subscriptions.findCurrent();
        boolean online = subscription.filter(s -> s.state().isOnline()).isPresent();
        Plan current = plans.getCurrent();
        boolean free = offer.terms().priceCents() == 0;
        if (offer.code().equals(current.code()) && (free || !isOver(subscription))) {
            return Way.STAY;
        }
        if (!payments.areOnline()) {
            return Way.ASK;
        }
        if (free) {
            return online ? Way.LEAVE : Way.ASK;
        }
        if (prices.find(offer.code(), offer.version()).isEmpty()) {
            return Way.ASK;
        }
        return online ? Way.MOVE : Way.BUY;
    }

    /** Days free of charge that the current tenant would have on a plan. */
    public int trialDays(Offer offer) {
        boolean used =
                subscriptions.findCurrent().filter(Subscription::isTrialUsed).isPresent();
        return trials && !used ? offer.terms().trialDays() : 0;
    }

    /** What moving to a plan costs at once. */
    public Quote quote(Offer offer) {
        return payments.quote(
                subscriptions.findCurrent().flatMap(Subscription::reference).orElseThrow(), price(offer));
    }

    /**
     * Does it, whichever way.
     *
     * @param intent the same for the same wish, so that a form sent twice is one
     */
    public Result change(Offer offer, String intent, Returns returns) {
        return switch (way(offer)) {
            case STAY -> new Changed();
            case ASK ->
                new Refused(new Refusal(RefusalReason.BY_HAND, "This plan is not sold online. Please ask us for it."));
            case LEAVE -> leave();
            case MOVE -> move(offer, intent);
            case BUY -> new Pay(buy(offer, intent, returns));
        };
    }

    private Result leave() {
        String reference = currentReference();
        payments.setEndsWithPeriod(reference, true);
        followAgreement.follow(reference);
        return new Changed();
    }

    private Result move(Offer offer, String intent) {
        String reference = currentReference();
        Optional<String> declined =
                payments.move(reference, price(offer), tenants.getCurrent().id().value() + "-" + intent);
        if (declined.isPresent()) {
            return new Refused(new Refusal(RefusalReason.PAYMENT_DECLINED, declined.get()));
        }
        followAgreement.follow(reference);
        return new Changed();
    }

    private URI buy(Offer offer, String intent, Returns returns) {
        Tenant tenant = tenants.getCurrent();
        String customer = enrollCustomer.enroll();
        enrollCustomer.waiting().ifPresent(payments::close);
        Checkout checkout = payments.open(new Purchase(
                tenant.id(),
                customer,
                price(offer),
                trialDays(offer),
                returns.paid(),
                returns.canceled(),
                tenant.id().value() + "-" + intent));
        enrollCustomer.await(checkout.reference());
        return checkout.page();
    }

    private String currentReference() {
        return subscriptions.findCurrent().flatMap(Subscription::reference).orElseThrow();
    }

    private Price price(Offer offer) {
        return prices.find(offer.code(), offer.version()).orElseThrow();
    }

    private static boolean isOver(Optional<Subscription> subscription) {
        return subscription.filter(s -> s.state() == SubscriptionState.ENDED).isPresent();
    }
}
