package com.engram.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration GRACE = Duration.ofDays(7);

    private Subscription subscription;

    @BeforeEach
    void startsAsManual() throws ReflectiveOperationException {
        Constructor<Subscription> constructor = Subscription.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        subscription = constructor.newInstance();
        // The state of a row that Subscriptions.lockOrCreate has created.
        Field state = Subscription.class.getDeclaredField("state");
        state.setAccessible(true);
        state.set(subscription, SubscriptionState.MANUAL);
    }

    @Test
    void a_trial_becomes_an_active_subscription_and_counts_as_used() {
        assertThat(sync("sub_1", Phase.TRIALING)).isEqualTo(SubscriptionTransition.STARTED);
        assertThat(sync("sub_1", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.RENEWED);
        assertThat(subscription.isTrialUsed()).isTrue();
    }

    @Test
    void a_failed_payment_starts_a_grace_period_then_read_only_until_the_payment_arrives() {
        sync("sub_1", Phase.ACTIVE);

        assertThat(sync("sub_1", Phase.PAST_DUE)).isEqualTo(SubscriptionTransition.PAYMENT_FAILED);
        assertThat(sync("sub_1", Phase.PAST_DUE)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.graceUntil()).contains(NOW.plus(GRACE));
        assertThat(subscription.endGracePeriod(NOW.plus(GRACE).minusSeconds(1))).isFalse();
        assertThat(subscription.endGracePeriod(NOW.plus(GRACE))).isTrue();
        assertThat(subscription.endGracePeriod(NOW.plus(GRACE))).isFalse();
        assertThat(subscription.state()).isEqualTo(SubscriptionState.READ_ONLY);
        assertThat(sync("sub_1", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.RECOVERED);
        assertThat(subscription.graceUntil()).isEmpty();
    }

    @Test
    void ending_after_a_failed_payment_differs_from_ending_after_a_cancellation() {
        sync("sub_1", Phase.ACTIVE);
        assertThat(sync("sub_1", Phase.ENDED)).isEqualTo(SubscriptionTransition.ENDED);

        sync("sub_2", Phase.ACTIVE);
        sync("sub_2", Phase.PAST_DUE);
        assertThat(sync("sub_2", Phase.ENDED)).isEqualTo(SubscriptionTransition.ENDED_UNPAID);
    }

    @Test
    void an_ended_subscription_stays_ended_and_another_can_be_bought() {
        sync("sub_1", Phase.ACTIVE);
        sync("sub_1", Phase.ENDED);

        assertThat(sync("sub_1", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ENDED);
        assertThat(sync("sub_2", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.STARTED);
    }

    @Test
    void a_pending_first_payment_changes_nothing() {
        assertThat(sync("sub_1", Phase.PENDING)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.processorSubscriptionId()).isEmpty();
    }

    @Test
    void a_second_subscription_of_the_same_customer_is_an_error() {
        sync("sub_1", Phase.ACTIVE);

        assertThatThrownBy(() -> sync("sub_2", Phase.ACTIVE)).hasMessageContaining("two subscriptions");
        assertThat(sync("sub_2", Phase.ENDED)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.processorSubscriptionId()).contains("sub_1");
    }

    @Test
    void a_subscription_that_is_paid_online_cannot_become_manual() {
        sync("sub_1", Phase.ACTIVE);

        assertThatThrownBy(() -> subscription.switchToManual(NOW)).isInstanceOf(IllegalStateException.class);
        sync("sub_1", Phase.ENDED);
        subscription.switchToManual(NOW);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.MANUAL);
    }

    private SubscriptionTransition sync(String reference, Phase phase) {
        return subscription.syncWith(
                new ProcessorSubscription(
                        reference,
                        "cus_1",
                        phase,
                        "pro",
                        1,
                        false,
                        false,
                        NOW,
                        NOW.plus(Duration.ofDays(30)),
                        phase == Phase.TRIALING ? Optional.of(NOW.plus(Duration.ofDays(14))) : Optional.empty(),
                        LocalDateTime.of(2026, 11, 27, 9, 30)),
                NOW,
                GRACE);
    }
}
