package com.engram.billing.payments.stripe;

import com.engram.billing.payments.Price;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionScheduleUpdateParams.EndBehavior;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Builds the phases of Stripe's subscription schedules. */
final class StripeSchedules {

    private StripeSchedules() {}

    /**
     * Two phases: the present prices until the period ends, then another price. The schedule releases the subscription
     * after that, which keeps the new price.
     */
    static SubscriptionScheduleUpdateParams changeAtPeriodEnd(
            Subscription subscription, SubscriptionSchedule schedule, Price price) {
        SubscriptionSchedule.Phase running = schedule.getPhases().get(0);
        SubscriptionItem plan = StripeResponses.planItem(subscription);
        long periodEnd = plan.getCurrentPeriodEnd();
        Phase.Builder now = phase(running).setStartDate(running.getStartDate()).setEndDate(periodEnd);
        if (subscription.getTrialEnd() != null && subscription.getTrialEnd() >= periodEnd) {
            now.setTrialEnd(periodEnd);
        }
        now.addItem(licensed(plan.getPrice().getId()));
        StripeResponses.overageItem(subscription)
                .ifPresent(item -> now.addItem(metered(item.getPrice().getId())));
        // Long enough to begin, and shorter than any billing interval.
        long dayLater = Instant.ofEpochSecond(periodEnd)
                .atZone(ZoneOffset.UTC)
                .plusDays(1)
                .toEpochSecond();
        Phase.Builder next = phase(running).setStartDate(periodEnd).setEndDate(dayLater);
        next.addItem(licensed(price.priceId()));
        price.overagePriceId().ifPresent(overage -> next.addItem(metered(overage)));
        return SubscriptionScheduleUpdateParams.builder()
                .setEndBehavior(EndBehavior.RELEASE)
                .addPhase(now.build())
                .addPhase(next.build())
                .build();
    }

    /** A phase that charges nothing for its change, and keeps the discounts that the tenant has. */
    private static Phase.Builder phase(SubscriptionSchedule.Phase running) {
        Phase.Builder phase = Phase.builder().setProrationBehavior(Phase.ProrationBehavior.NONE);
        List<SubscriptionSchedule.Phase.Discount> discounts =
                running.getDiscounts() == null ? List.of() : running.getDiscounts();
        discounts.stream()
                .filter(discount -> discount.getDiscount() != null)
                .map(discount -> Phase.Discount.builder()
                        .setDiscount(discount.getDiscount())
                        .build())
                .forEach(phase::addDiscount);
        return phase;
    }

    private static Phase.Item licensed(String priceId) {
        return Phase.Item.builder().setPrice(priceId).setQuantity(1L).build();
    }

    private static Phase.Item metered(String priceId) {
        return Phase.Item.builder().setPrice(priceId).build();
    }
}
