package com.engram.portal.billing;

import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The state of a subscription in the tenant's words.
 *
 * @param label one or two words
 * @param tone the badge's CSS class
 * @param nextStep what happens next and when; empty if nothing does
 * @param warning a problem to solve; empty if there is none
 */
public record SubscriptionStatus(SubscriptionState state, String label, String tone, String nextStep, String warning) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    /** @param nextPlan name of the plan that follows when the period ends, if it is another one */
    static SubscriptionStatus of(
            Optional<Subscription> subscription, Optional<String> nextPlan, boolean online, boolean readOnly) {
        SubscriptionState state = subscription.map(Subscription::state).orElse(SubscriptionState.MANUAL);
        String end = format(subscription.flatMap(Subscription::periodEnd));
        return switch (state) {
            case MANUAL ->
                new SubscriptionStatus(state, online ? "Current" : "Assigned", "high", "", readOnlyWarning(readOnly));
            case TRIALING ->
                new SubscriptionStatus(
                        state,
                        "Trial",
                        "high",
                        "The trial ends on " + format(subscription.flatMap(Subscription::trialEnd)) + "; the plan "
                                + nextPlan.map(next -> next + " ").orElse("") + "is charged from then on.",
                        "");
            case ACTIVE ->
                new SubscriptionStatus(
                        state,
                        "Active",
                        "high",
                        nextPlan.map(next -> "Changes to the plan " + next + " on " + end + ".")
                                .orElse("Renews on " + end + "."),
                        "");
            case CANCELING ->
                new SubscriptionStatus(state, "Ends soon", "middle", "Ends on " + end + " and is not renewed.", "");
            case PAST_DUE ->
                new SubscriptionStatus(
                        state,
                        "Payment failed",
                        "bad",
                        "",
                        "A payment failed. Everything works until "
                                + format(subscription.flatMap(Subscription::graceUntil))
                                + "; after that the account is read-only until the invoice is paid.");
            case READ_ONLY ->
                new SubscriptionStatus(
                        state,
                        "Read-only",
                        "bad",
                        "",
                        readOnlyWarning(true) + " It works again as soon as the invoice is paid.");
            case ENDED ->
                new SubscriptionStatus(
                        state,
                        "Ended",
                        "middle",
                        "",
                        readOnly ? readOnlyWarning(true) + " Choose a plan to go on." : "");
        };
    }

    /** A day as in {@code 27 December 2026}. */
    static String format(LocalDate day) {
        return DAY.format(day);
    }

    static String format(Optional<Instant> time) {
        return time.map(instant -> format(LocalDate.ofInstant(instant, ZoneOffset.UTC)))
                .orElse("");
    }

    private static String readOnlyWarning(boolean isReadOnly) {
        return isReadOnly
                ? "This account is read-only: a payment is open, so nothing new is analysed. Everything you have stays and can be read."
                : "";
    }
}
