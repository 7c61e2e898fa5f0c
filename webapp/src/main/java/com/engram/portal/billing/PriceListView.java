package com.engram.portal.billing;

import com.engram.billing.MoneyFormat;
import com.engram.billing.payments.PriceTax.TaxBehavior;
import com.engram.language.Messages;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plan;
import com.engram.plans.PriceList;
import java.util.List;
import java.util.Optional;

/**
 * The price list of the start page.
 *
 * @param lists one list, or two if there are yearly plans
 * @param from the lowest price of a month, such as {@code €29}
 * @param freeImages images a month without payment; 0 if there is no free plan or it is unlimited
 * @param saving the largest saving of a yearly plan in percent
 * @param tax whether the prices contain tax; empty if none is calculated
 */
public record PriceListView(
        List<PeriodList> lists, boolean hasYearly, Optional<String> from, int freeImages, int saving, String tax) {

    /** The plans as they are paid monthly or yearly. */
    public record PeriodList(String period, List<PlanCard> cards) {}

    /** The price list in a language. */
    public static PriceListView of(List<CurrentPlan> forSale, TaxBehavior tax, Messages messages) {
        PriceList list = PriceList.of(forSale);
        List<PlanCard> monthly =
                list.monthly().stream().map(plan -> PlanCard.of(plan, messages)).toList();
        List<PlanCard> yearly = list.yearly().stream()
                .map(plan -> PlanCard.of(plan, messages).withNote(note(plan, list, messages)))
                .toList();
        return new PriceListView(
                list.hasYearly()
                        ? List.of(new PeriodList("monthly", monthly), new PeriodList("yearly", yearly))
                        : List.of(new PeriodList("monthly", monthly)),
                list.hasYearly(),
                list.cheapestPaid()
                        .map(plan -> MoneyFormat.formatPrice(
                                plan.terms().priceCents(), plan.terms().currency(), messages.language())),
                list.free().flatMap(Plan::monthlyImages).orElse(0),
                list.largestSavingPercent(),
                tax == TaxBehavior.NONE ? "" : messages.text("billing.tax." + tax.code()));
    }

    /** What a plan costs a month, beside its yearly price; or that it is paid monthly, although the list is the yearly one. */
    static String note(CurrentPlan plan, PriceList list, Messages messages) {
        if (plan.terms().isFree()) {
            return "";
        }
        if (!PriceList.isYearly(plan)) {
            return messages.text("billing.note.monthly");
        }
        return messages.text(
                "billing.note.yearly",
                MoneyFormat.formatPrice(
                        PriceList.centsPerMonth(plan), plan.terms().currency(), messages.language()),
                list.savingPercent(plan));
    }
}
