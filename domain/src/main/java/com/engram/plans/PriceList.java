package com.engram.plans;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plans for sale, by how often they are paid. A yearly plan belongs to a monthly one if its code is the code of the monthly
 * one with {@code -yearly} behind it.
 *
 * @param monthly the free plans, and those that are paid every month, in the order of the list
 * @param yearly the same places as {@code monthly}: the yearly plan that belongs to a monthly one, or the monthly one itself if
 *     there is none; then the yearly plans that belong to no monthly one
 */
public record PriceList(List<CurrentPlan> monthly, List<CurrentPlan> yearly) {

    private static final String YEARLY_SUFFIX = "-yearly";
    private static final int MONTHS = 12;

    /** The list of these plans. */
    public static PriceList of(List<CurrentPlan> forSale) {
        List<CurrentPlan> monthly =
                forSale.stream().filter(plan -> !isYearly(plan)).toList();
        List<CurrentPlan> twins = monthly.stream()
                .map(plan -> findTwin(plan.code() + YEARLY_SUFFIX, forSale)
                        .filter(PriceList::isYearly)
                        .orElse(plan))
                .toList();
        Stream<CurrentPlan> single = forSale.stream().filter(plan -> isYearly(plan) && !twins.contains(plan));
        return new PriceList(monthly, Stream.concat(twins.stream(), single).toList());
    }

    /** Whether a plan is paid every year. */
    public boolean hasYearly() {
        return yearly.stream().anyMatch(PriceList::isYearly);
    }

    /** The lowest price of a month; empty if nothing costs anything. */
    public Optional<CurrentPlan> cheapestPaid() {
        return monthly.stream().filter(plan -> !plan.terms().isFree()).findFirst();
    }

    /** The plan that costs nothing. */
    public Optional<CurrentPlan> free() {
        return monthly.stream().filter(plan -> plan.terms().isFree()).findFirst();
    }

    /**
     * How much less a yearly plan costs than twelve months of the plan that it belongs to, in whole percent, rounded down; 0 if
     * it belongs to none, if it costs more, or if the currencies differ.
     */
    public int savingPercent(CurrentPlan plan) {
        return monthly.stream()
                .filter(twin -> isYearly(plan) && (twin.code() + YEARLY_SUFFIX).equals(plan.code()))
                .filter(twin -> twin.terms().currency().equals(plan.terms().currency())
                        && !twin.terms().isFree())
                .findFirst()
                .map(twin -> saving(
                        plan.terms().priceCents(), (long) MONTHS * twin.terms().priceCents()))
                .orElse(0);
    }

    /** The largest saving of a yearly plan, in whole percent. */
    public int largestSavingPercent() {
        return yearly.stream().mapToInt(this::savingPercent).max().orElse(0);
    }

    /** The price of a month of a plan, in hundredths of the currency, rounded half up. */
    public static long centsPerMonth(Plan plan) {
        return plan.terms().interval() == BillingInterval.YEAR
                ? Math.round(plan.terms().priceCents() / (double) MONTHS)
                : plan.terms().priceCents();
    }

    /** Whether a plan costs something and is paid every year. */
    public static boolean isYearly(Plan plan) {
        return plan.terms().interval() == BillingInterval.YEAR && !plan.terms().isFree();
    }

    private static Optional<CurrentPlan> findTwin(String code, List<CurrentPlan> plans) {
        return plans.stream().filter(plan -> plan.code().equals(code)).findFirst();
    }

    private static int saving(long year, long twelveMonths) {
        return (int) Math.max(0, 100 * (twelveMonths - year) / twelveMonths);
    }
}
