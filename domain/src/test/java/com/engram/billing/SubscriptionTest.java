package com.engram.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscription.Phase;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration GRACE = Duration.ofDays(7);

    private Subscription subscription;

    @BeforeEach
    void byHand() throws ReflectiveOperationException {
        Constructor<Subscription> constructor = Subscription.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        subscription = constructor.newInstance();
        // As the database makes the first row of a tenant.
        Field state = Subscription.class.getDeclaredField("state");
        state.setAccessible(true);
        state.set(subscription, SubscriptionState.MANUAL);
    }

    @Test
    void a_trial_becomes_a_paid_plan_and_is_had_once() {
        assertThat(follow("sub_1", Phase.TRIALING)).isEqualTo(SubscriptionTransition.STARTED);
        assertThat(follow("sub_1", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.RENEWED);
        assertThat(subscription.isTrialUsed()).isTrue();
    }

    @Test
    void a_failed_payment_gives_grace_then_leaves_the_account_to_be_read_and_recovers_when_it_is_paid() {
        follow("sub_1", Phase.ACTIVE);

        assertThat(follow("sub_1", Phase.PAST_DUE)).isEqualTo(SubscriptionTransition.PAYMENT_FAILED);
        assertThat(follow("sub_1", Phase.PAST_DUE)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.graceUntil()).contains(NOW.plus(GRACE));
        assertThat(subscription.endGrace(NOW.plus(GRACE).minusSeconds(1))).isFalse();
        assertThat(subscription.endGrace(NOW.plus(GRACE))).isTrue();
        assertThat(subscription.endGrace(NOW.plus(GRACE))).isFalse();
        assertThat(subscription.state()).isEqualTo(SubscriptionState.READ_ONLY);
        assertThat(follow("sub_1", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.RECOVERED);
        assertThat(subscription.graceUntil()).isEmpty();
    }

    @Test
    void what_ended_unpaid_is_told_from_what_ended_as_wished() {
        follow("sub_1", Phase.ACTIVE);
        assertThat(follow("sub_1", Phase.ENDED)).isEqualTo(SubscriptionTransition.ENDED);

        follow("sub_2", Phase.ACTIVE);
        follow("sub_2", Phase.PAST_DUE);
        assertThat(follow("sub_2", Phase.ENDED)).isEqualTo(SubscriptionTransition.ENDED_UNPAID);
    }

    @Test
    void what_has_ended_does_not_come_back_but_another_may_be_bought() {
        follow("sub_1", Phase.ACTIVE);
        follow("sub_1", Phase.ENDED);

        assertThat(follow("sub_1", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ENDED);
        assertThat(follow("sub_2", Phase.ACTIVE)).isEqualTo(SubscriptionTransition.STARTED);
    }

    @Test
    void a_first_payment_that_is_under_way_has_bought_nothing() {
        assertThat(follow("sub_1", Phase.PENDING)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.reference()).isEmpty();
    }

    @Test
    void nobody_pays_twice_unnoticed() {
        follow("sub_1", Phase.ACTIVE);

        assertThatThrownBy(() -> follow("sub_2", Phase.ACTIVE)).hasMessageContaining("pays twice");
        assertThat(follow("sub_2", Phase.ENDED)).isEqualTo(SubscriptionTransition.NONE);
        assertThat(subscription.reference()).contains("sub_1");
    }

    @Test
    void the_operator_does_not_take_over_what_is_paid_online() {
        follow("sub_1", Phase.ACTIVE);

        assertThatThrownBy(() -> subscription.beManual(NOW)).isInstanceOf(IllegalStateException.class);
        follow("sub_1", Phase.ENDED);
        subscription.beManual(NOW);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.MANUAL);
    }

    private SubscriptionTransition follow(String reference, Phase phase) {
        return subscription.follow(
                new ProcessorSubscription(
                        reference,
                        "cus_1",
                        phase,
                        "pro",
                        1,
                        false,
                        NOW,
                        NOW.plus(Duration.ofDays(30)),
                        phase == Phase.TRIALING ? Optional.of(NOW.plus(Duration.ofDays(14))) : Optional.empty(),
                        LocalDate.of(2026, 11, 27)),
                NOW,
                GRACE);
    }
}
