package com.engram.portal.billing;

import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import com.engram.language.Messages;
import com.engram.web.pages.UtcTimes;
import java.time.Instant;
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

    /** @param nextPlan name of the plan that follows when the period ends, if it is another one */
    static SubscriptionStatus of(
            Optional<Subscription> subscription,
            Optional<String> nextPlan,
            boolean online,
            boolean readOnly,
            Messages messages) {
        SubscriptionState state = subscription.map(Subscription::state).orElse(SubscriptionState.MANUAL);
        String end = format(subscription.flatMap(Subscription::periodEnd), messages);
        String key = "billing.status." + state.name();
        String readOnlyWarning = messages.text("billing.status.READ_ONLY.warning");
        return switch (state) {
            case MANUAL ->
                new SubscriptionStatus(
                        state,
                        messages.text(online ? "billing.status.current" : "billing.status.assigned"),
                        "good",
                        "",
                        readOnly ? readOnlyWarning : "");
            case TRIALING ->
                new SubscriptionStatus(
                        state,
                        messages.text(key),
                        "good",
                        messages.text(
                                key + ".next",
                                format(subscription.flatMap(Subscription::trialEnd), messages),
                                nextPlan.orElseGet(() -> messages.text("billing.status.plan"))),
                        "");
            case ACTIVE ->
                new SubscriptionStatus(
                        state,
                        messages.text(key),
                        "good",
                        nextPlan.map(next -> messages.text(key + ".changes", next, end))
                                .orElseGet(() -> messages.text(key + ".next", end)),
                        "");
            case CANCELING ->
                new SubscriptionStatus(state, messages.text(key), "warn", messages.text(key + ".next", end), "");
            case PAST_DUE ->
                new SubscriptionStatus(
                        state,
                        messages.text(key),
                        "bad",
                        "",
                        messages.text(
                                key + ".warning", format(subscription.flatMap(Subscription::graceUntil), messages)));
            case READ_ONLY ->
                new SubscriptionStatus(
                        state, messages.text(key), "bad", "", readOnlyWarning + " " + messages.text(key + ".next"));
            case ENDED ->
                new SubscriptionStatus(
                        state,
                        messages.text(key),
                        "info",
                        "",
                        readOnly ? readOnlyWarning + " " + messages.text(key + ".next") : "");
        };
    }

    /** A day in a sentence of that language; empty if there is none. */
    static String format(Optional<Instant> time, Messages messages) {
        return time.map(new UtcTimes(messages.language())::longDay).orElse("");
    }
}
