package com.engram.billing.payments.stripe;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.ProcessorInvoice;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Converts what Stripe returns to Engram's values. */
final class StripeResponses {

    private StripeResponses() {}

    static ProcessorSubscription subscription(Subscription subscription) {
        SubscriptionItem item = planItem(subscription);
        Phase phase = phase(subscription.getStatus());
        Instant start =
                instant(phase == Phase.TRIALING ? subscription.getStartDate() : subscription.getBillingCycleAnchor());
        return new ProcessorSubscription(
                subscription.getId(),
                subscription.getCustomer(),
                phase,
                item.getPrice().getMetadata().getOrDefault(StripeProducts.PLAN, ""),
                Integer.parseInt(item.getPrice().getMetadata().getOrDefault(StripeProducts.VERSION, "")),
                Boolean.TRUE.equals(subscription.getCancelAtPeriodEnd()) || subscription.getCancelAt() != null,
                subscription.getSchedule() != null,
                instant(item.getCurrentPeriodStart()),
                instant(item.getCurrentPeriodEnd()),
                Optional.ofNullable(subscription.getTrialEnd()).map(StripeResponses::instant),
                // Without seconds, so that a clock that is slightly behind is not before the first period.
                LocalDateTime.ofInstant(start, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES));
    }

    /** The item that charges the plan's price. */
    static SubscriptionItem planItem(Subscription subscription) {
        return subscription.getItems().getData().stream()
                .filter(item -> !isMetered(item.getPrice()))
                .filter(item -> item.getPrice().getMetadata().containsKey(StripeProducts.PLAN)
                        && item.getPrice().getMetadata().containsKey(StripeProducts.VERSION))
                .findFirst()
                .orElseThrow(() -> new PaymentsUnavailableException(
                        "The subscription " + subscription.getId() + " has no price of an Engram plan"));
    }

    /** The item that charges images beyond the allowance. */
    static Optional<SubscriptionItem> overageItem(Subscription subscription) {
        return subscription.getItems().getData().stream()
                .filter(item -> isMetered(item.getPrice()))
                .findFirst();
    }

    static ProcessorInvoice invoice(Invoice invoice) {
        return new ProcessorInvoice(
                invoice.getId(),
                Optional.ofNullable(invoice.getCustomer()),
                subscriptionOf(invoice),
                Optional.ofNullable(invoice.getNumber()).orElse("Draft"),
                Optional.ofNullable(invoice.getDescription()).orElseGet(() -> firstLine(invoice)),
                invoice.getStatus(),
                StripeAmounts.fromStripe(invoice.getTotal(), invoice.getCurrency()),
                StripeAmounts.currencyCode(invoice.getCurrency()),
                instant(invoice.getCreated()),
                Optional.ofNullable(invoice.getStatusTransitions().getPaidAt()).map(StripeResponses::instant),
                Optional.ofNullable(invoice.getHostedInvoiceUrl()));
    }

    private static Optional<String> subscriptionOf(Invoice invoice) {
        return Optional.ofNullable(invoice.getParent())
                .flatMap(parent -> Optional.ofNullable(parent.getSubscriptionDetails()))
                .map(Invoice.Parent.SubscriptionDetails::getSubscription);
    }

    private static String firstLine(Invoice invoice) {
        return invoice.getLines() == null
                ? ""
                : invoice.getLines().getData().stream()
                        .map(line -> Optional.ofNullable(line.getDescription()).orElse(""))
                        .findFirst()
                        .orElse("");
    }

    private static Phase phase(String status) {
        return switch (status) {
            case "trialing" -> Phase.TRIALING;
            case "active" -> Phase.ACTIVE;
            case "past_due", "unpaid" -> Phase.PAST_DUE;
            case "paused" -> Phase.PAUSED;
            case "canceled" -> Phase.ENDED;
            default -> Phase.PENDING;
        };
    }

    private static boolean isMetered(Price price) {
        return price.getRecurring() != null
                && "metered".equals(price.getRecurring().getUsageType());
    }

    private static Instant instant(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
