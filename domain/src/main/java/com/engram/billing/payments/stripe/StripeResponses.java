package com.engram.billing.payments.stripe;

import com.engram.billing.payments.Payments.Bill;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What Stripe answers, in our words. */
final class StripeResponses {

    private StripeResponses() {}

    static ProcessorSubscription agreement(Subscription subscription) {
        SubscriptionItem licence = licence(subscription);
        Phase phase = phase(subscription.getStatus());
        Instant start =
                at(phase == Phase.TRIALING ? subscription.getStartDate() : subscription.getBillingCycleAnchor());
        return new ProcessorSubscription(
                subscription.getId(),
                subscription.getCustomer(),
                phase,
                licence.getPrice().getMetadata().getOrDefault(StripeProducts.PLAN, ""),
                Integer.parseInt(licence.getPrice().getMetadata().getOrDefault(StripeProducts.VERSION, "")),
                Boolean.TRUE.equals(subscription.getCancelAtPeriodEnd()) || subscription.getCancelAt() != null,
                at(licence.getCurrentPeriodStart()),
                at(licence.getCurrentPeriodEnd()),
                Optional.ofNullable(subscription.getTrialEnd()).map(StripeResponses::at),
                LocalDate.ofInstant(start, ZoneOffset.UTC));
    }

    /** The item that the plan's price is charged by. */
    static SubscriptionItem licence(Subscription subscription) {
        return subscription.getItems().getData().stream()
                .filter(item -> !isMetered(item.getPrice()))
                .filter(item -> item.getPrice().getMetadata().containsKey(StripeProducts.PLAN)
                        && item.getPrice().getMetadata().containsKey(StripeProducts.VERSION))
                .findFirst()
                .orElseThrow(() -> new PaymentsUnavailableException(
                        "The subscription " + subscription.getId() + " has no price of a plan of Engram"));
    }

    /** The item that images beyond the allowance are charged by. */
    static Optional<SubscriptionItem> overage(Subscription subscription) {
        return subscription.getItems().getData().stream()
                .filter(item -> isMetered(item.getPrice()))
                .findFirst();
    }

    static Bill bill(Invoice invoice) {
        return new Bill(
                invoice.getId(),
                Optional.ofNullable(invoice.getCustomer()),
                agreementOf(invoice),
                Optional.ofNullable(invoice.getNumber()).orElse("Draft"),
                Optional.ofNullable(invoice.getDescription()).orElseGet(() -> firstLine(invoice)),
                invoice.getStatus(),
                StripeAmounts.cents(invoice.getTotal(), invoice.getCurrency()),
                StripeAmounts.code(invoice.getCurrency()),
                at(invoice.getCreated()),
                Optional.ofNullable(invoice.getStatusTransitions().getPaidAt()).map(StripeResponses::at),
                Optional.ofNullable(invoice.getHostedInvoiceUrl()));
    }

    private static Optional<String> agreementOf(Invoice invoice) {
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

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
