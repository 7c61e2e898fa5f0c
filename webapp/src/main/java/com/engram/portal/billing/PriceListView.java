package com.engram.portal.billing;

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
 * @param view the choice of country and buyer
 */
public record PriceListView(
        List<PeriodList> lists,
        boolean hasYearly,
        Optional<String> from,
        int freeImages,
        int saving,
        String tax,
        PriceView view) {

    /** The plans as they are paid monthly or yearly. */
    public record PeriodList(String period, List<PlanCard> cards) {}

    /** The price list as a reader sees it. */
    public static PriceListView of(List<CurrentPlan> forSale, TaxBehavior tax, PriceView view) {
        Messages messages = view.messages();
        PriceList list = PriceList.of(forSale);
        List<PlanCard> monthly =
                list.monthly().stream().map(plan -> PlanCard.of(plan, view)).toList();
        List<PlanCard> yearly = list.yearly().stream()
                .map(plan -> PlanCard.of(plan, view).withNote(note(plan, list, view)))
                .toList();
        return new PriceListView(
                list.hasYearly()
                        ? List.of(new PeriodList("monthly", monthly), new PeriodList("yearly", yearly))
                        : List.of(new PeriodList("monthly", monthly)),
                list.hasYearly(),
                list.cheapestPaid().map(plan -> view.price(plan.terms())),
                list.free().flatMap(Plan::monthlyImages).orElse(0),
                list.largestSavingPercent(),
                tax == TaxBehavior.NONE ? "" : messages.text("billing.tax." + tax.code()),
                view);
    }

    /** What a plan costs a month, beside its yearly price; or that it is paid monthly, although the list is the yearly one. */
    static String note(CurrentPlan plan, PriceList list, PriceView view) {
        Messages messages = view.messages();
        if (plan.terms().isFree()) {
            return "";
        }
        if (!PriceList.isYearly(plan)) {
            return messages.text("billing.note.monthly");
        }
        return messages.text(
                "billing.note.yearly",
                view.format(PriceList.centsPerMonth(plan), plan.terms().currency()),
                list.savingPercent(plan));
    }
}
