package com.engram.admin.plans;

import com.engram.billing.MoneyFormat;
import com.engram.language.Language;
import com.engram.plans.PreviewPlanChange.Effect;
import java.util.List;

/**
 * What moving tenants to other terms means, as a page shows it.
 *
 * @param rows one for each version that tenants have
 * @param tenants how many tenants would move
 * @param online how many of them pay online
 * @param beyondImages how many have used more images than the new terms allow
 * @param beyondSeats how many have more members than the new terms allow
 * @param shorterRetention how many would keep their images for a shorter time
 * @param difference what changes in a month, with its sign; empty if the currencies differ
 * @param tone {@code good} for more money, {@code bad} for less, empty for neither
 * @param isMetered whether the new terms charge images beyond the allowance, and do not refuse them
 */
public record MoneyEffect(
        List<Row> rows,
        long tenants,
        long online,
        long beyondImages,
        long beyondSeats,
        long shorterRetention,
        String difference,
        String tone,
        boolean isMetered) {

    /** The tenants of one version: what they pay in a month before and after. */
    public record Row(int version, long tenants, String before, String after, String difference) {}

    /** Adds up the effects on all versions. */
    public static MoneyEffect of(List<Effect> effects, Language language) {
        boolean isComparable = effects.stream().allMatch(Effect::isSameCurrency);
        long sum = effects.stream().mapToLong(Effect::difference).sum();
        String currency = effects.isEmpty() ? "" : effects.get(0).newCurrency();
        return new MoneyEffect(
                effects.stream().map(effect -> row(effect, language)).toList(),
                effects.stream().mapToLong(Effect::tenants).sum(),
                effects.stream().mapToLong(Effect::online).sum(),
                effects.stream().mapToLong(Effect::beyondImages).sum(),
                effects.stream().mapToLong(Effect::beyondSeats).sum(),
                effects.stream().mapToLong(Effect::shorterRetention).sum(),
                isComparable && !effects.isEmpty() ? signed(sum, currency, language) : "",
                !isComparable || sum == 0 ? "" : (sum > 0 ? "good" : "bad"),
                effects.stream().anyMatch(Effect::isMetered));
    }

    /** Whether tenants lose something: images of this period, members, or the time for which images are kept. */
    public boolean isHarmful() {
        return beyondImages + beyondSeats + shorterRetention > 0;
    }

    private static Row row(Effect effect, Language language) {
        return new Row(
                effect.version(),
                effect.tenants(),
                MoneyFormat.format(effect.before(), effect.currency(), language),
                MoneyFormat.format(effect.after(), effect.newCurrency(), language),
                effect.isSameCurrency() ? signed(effect.difference(), effect.currency(), language) : "");
    }

    private static String signed(long cents, String currency, Language language) {
        String amount = MoneyFormat.format(Math.abs(cents), currency, language);
        return cents == 0 ? amount : (cents > 0 ? "+" : "\u2212") + amount;
    }
}
