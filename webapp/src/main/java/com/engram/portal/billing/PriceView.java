package com.engram.portal.billing;

import com.engram.billing.MoneyFormat;
import com.engram.billing.payments.PriceDisplay;
import com.engram.billing.payments.PriceDisplay.Choice;
import com.engram.billing.payments.PriceDisplay.ShownPrice;
import com.engram.billing.payments.PriceDisplay.Vat;
import com.engram.language.Messages;
import com.engram.plans.PlanTerms;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Prices as a reader sees them: in their language, and with or without VAT as they chose.
 *
 * @param display knows the rates
 * @param choice the country and who buys
 * @param messages in the reader's language
 */
public record PriceView(PriceDisplay display, Choice choice, Messages messages) {

    /**
     * A country that can be chosen.
     *
     * @param code its ISO code
     * @param name in the reader's language
     */
    public record Country(String code, String name) {}

    /** What the parameters {@code country} and {@code buyer} of a URL ask for. */
    public static PriceView of(PriceDisplay display, MultivaluedMap<String, String> query, Messages messages) {
        return new PriceView(display, display.choose(query.getFirst("country"), query.getFirst("buyer")), messages);
    }

    /** The countries by name; empty if no choice is offered. */
    public List<Country> countries() {
        Locale reader = messages.language().locale();
        return display.countries().stream()
                .map(code -> new Country(code, new Locale("", code).getDisplayCountry(reader)))
                .sorted(Comparator.comparing(Country::name))
                .toList();
    }

    /** The ISO code of the chosen country; empty for none. */
    public String country() {
        return choice.country();
    }

    /** Who buys, {@code business} or {@code consumer}. */
    public String buyer() {
        return choice.buyer().code();
    }

    /** The choice as parameters of a URL, such as {@code country=IT&buyer=consumer}. */
    public String query() {
        return "country=" + country() + "&buyer=" + buyer();
    }

    /** The price of a plan, such as {@code €29}. */
    String price(PlanTerms terms) {
        return format(terms.priceCents(), terms.currency());
    }

    /** An amount, with or without VAT as it was chosen. */
    String format(long cents, String currency) {
        return MoneyFormat.formatPrice(display.show(cents, choice).cents(), currency, messages.language());
    }

    /** Whether VAT is added to the price of a plan or contained in it, such as {@code plus VAT}; empty if no tax is calculated. */
    String vat(PlanTerms terms) {
        ShownPrice shown = display.show(terms.priceCents(), choice);
        if (shown.vat() == Vat.NONE) {
            return "";
        }
        String key = "billing.vat." + shown.vat().code();
        return shown.percent()
                .map(percent -> messages.text(key + ".rate", percent))
                .orElseGet(() -> messages.text(key));
    }
}
