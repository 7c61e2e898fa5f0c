package com.engram.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PriceListTest {

    private static final CurrentPlan FREE = plan("free", 0, BillingInterval.MONTH, "EUR");
    private static final CurrentPlan STARTER = plan("starter", 2900, BillingInterval.MONTH, "EUR");
    private static final CurrentPlan PRO = plan("pro", 14900, BillingInterval.MONTH, "EUR");
    private static final CurrentPlan PRO_YEARLY = plan("pro-yearly", 149000, BillingInterval.YEAR, "EUR");
    private static final CurrentPlan FLEET = plan("fleet", 990000, BillingInterval.YEAR, "EUR");

    private final PriceList list = PriceList.of(List.of(FREE, STARTER, PRO, PRO_YEARLY, FLEET));

    @Test
    void the_yearly_list_has_the_yearly_plan_in_the_place_of_its_monthly_one() {
        assertThat(list.monthly()).containsExactly(FREE, STARTER, PRO);
        assertThat(list.yearly()).containsExactly(FREE, STARTER, PRO_YEARLY, FLEET);
        assertThat(list.hasYearly()).isTrue();
        assertThat(list.free()).contains(FREE);
        assertThat(list.cheapestPaid()).contains(STARTER);
    }

    @Test
    void the_saving_is_that_of_a_year_against_twelve_months_rounded_down() {
        assertThat(list.savingPercent(PRO_YEARLY)).isEqualTo(16);
        assertThat(list.savingPercent(PRO)).isZero();
        assertThat(list.savingPercent(FLEET)).isZero();
        assertThat(list.largestSavingPercent()).isEqualTo(16);
        assertThat(PriceList.centsPerMonth(PRO_YEARLY)).isEqualTo(12417);
        assertThat(PriceList.centsPerMonth(PRO)).isEqualTo(14900);
    }

    @Test
    void a_price_in_another_currency_or_a_higher_one_saves_nothing() {
        CurrentPlan dollars = plan("pro-yearly", 149000, BillingInterval.YEAR, "USD");
        CurrentPlan dearer = plan("pro-yearly", 200000, BillingInterval.YEAR, "EUR");

        assertThat(PriceList.of(List.of(PRO, dollars)).savingPercent(dollars)).isZero();
        assertThat(PriceList.of(List.of(PRO, dearer)).savingPercent(dearer)).isZero();
    }

    @Test
    void without_a_yearly_plan_there_is_nothing_to_switch() {
        assertThat(PriceList.of(List.of(FREE, PRO)).hasYearly()).isFalse();
        assertThat(PriceList.of(List.of()).cheapestPaid()).isEmpty();
        assertThat(PriceList.of(List.of()).largestSavingPercent()).isZero();
    }

    private static CurrentPlan plan(String code, int cents, BillingInterval interval, String currency) {
        return new CurrentPlan(new PlanDefinition(
                code,
                code,
                true,
                new PlanTerms(
                        100,
                        true,
                        null,
                        null,
                        null,
                        true,
                        1,
                        null,
                        OveragePolicy.BLOCK,
                        cents,
                        currency,
                        interval,
                        0,
                        0,
                        null)));
    }
}
