package com.engram.billing.payments;

import com.engram.billing.payments.PriceTax.TaxBehavior;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Shows prices with or without VAT, by country and by who buys. It only informs: the payment processor calculates the tax
 * from the customer's address, and shows it before the payment.
 */
@ApplicationScoped
public class PriceDisplay {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final TaxBehavior tax;

    /** Rates in percent by country, such as 22 for {@code IT}. */
    private final Map<String, BigDecimal> rates;

    private final Choice standard;

    /** Reads the settings: rates such as {@code IT=22,DE=19}, and what visitors see first. */
    @Inject
    public PriceDisplay(
            PriceTax priceTax,
            @ConfigProperty(name = "engram.prices.vatRates") Optional<String> vatRates,
            @ConfigProperty(name = "engram.prices.country") Optional<String> country,
            @ConfigProperty(name = "engram.prices.buyer", defaultValue = "business") String buyer) {
        tax = priceTax.behavior();
        rates = tax == TaxBehavior.NONE ? Map.of() : parseRates(vatRates.orElse(""));
        String code = country.orElse("").strip().toUpperCase(Locale.ROOT);
        standard = new Choice(
                rates.containsKey(code) ? code : "",
                Buyer.find(buyer)
                        .orElseThrow(() -> new IllegalStateException(
                                "engram.prices.buyer must be business or consumer, and is " + buyer + ".")));
    }

    /** Who buys. */
    public enum Buyer {
        /** A business, which sees prices without VAT. */
        BUSINESS,
        /** A consumer, who sees prices with VAT. */
        CONSUMER;

        /** The name in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Buyer> find(@Nullable String code) {
            return List.of(values()).stream()
                    .filter(buyer -> buyer.code().equals(code == null ? "" : code.strip()))
                    .findFirst();
        }
    }

    /**
     * How a person wants to see prices.
     *
     * @param country the ISO code of a country with a known rate; empty for none
     */
    public record Choice(String country, Buyer buyer) {}

    /**
     * A price as it is shown.
     *
     * @param cents hundredths of the currency
     * @param vat whether the amount contains VAT, or VAT is added to it
     * @param percent the rate of the country; empty without a country
     */
    public record ShownPrice(long cents, Vat vat, Optional<BigDecimal> percent) {}

    /** What is known about the VAT of an amount. */
    public enum Vat {
        /** No tax is calculated. */
        NONE,
        /** VAT is added. */
        ADDED,
        /** VAT is contained. */
        CONTAINED;

        /** The name in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The ISO codes of the countries that can be chosen, in alphabetical order; empty if none can. */
    public List<String> countries() {
        return List.copyOf(rates.keySet());
    }

    /** What a person chose, or what the configuration says where they chose nothing that is known. */
    public Choice choose(@Nullable String country, @Nullable String buyer) {
        String code = country == null ? "" : country.strip().toUpperCase(Locale.ROOT);
        return new Choice(
                rates.containsKey(code) ? code : standard.country(),
                Buyer.find(buyer).orElse(standard.buyer()));
    }

    /** The price as that person sees it. */
    public ShownPrice show(long cents, Choice choice) {
        Optional<BigDecimal> percent = Optional.ofNullable(rates.get(choice.country()));
        if (cents == 0 || tax == TaxBehavior.NONE) {
            return new ShownPrice(cents, Vat.NONE, Optional.empty());
        }
        if (percent.isEmpty()) {
            return new ShownPrice(cents, tax == TaxBehavior.INCLUSIVE ? Vat.CONTAINED : Vat.ADDED, Optional.empty());
        }
        BigDecimal factor = BigDecimal.ONE.add(percent.get().divide(HUNDRED));
        BigDecimal amount = BigDecimal.valueOf(cents);
        if (choice.buyer() == Buyer.CONSUMER) {
            return new ShownPrice(
                    tax == TaxBehavior.INCLUSIVE ? cents : rounded(amount.multiply(factor)), Vat.CONTAINED, percent);
        }
        return new ShownPrice(
                tax == TaxBehavior.INCLUSIVE
                        ? amount.divide(factor, 0, RoundingMode.HALF_UP).longValueExact()
                        : cents,
                Vat.ADDED,
                percent);
    }

    private static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static Map<String, BigDecimal> parseRates(String text) {
        Map<String, BigDecimal> rates = new TreeMap<>();
        for (String pair : text.split(",")) {
            String[] parts = pair.strip().split("=");
            if (parts.length == 2
                    && parts[0].strip().matches("[A-Z]{2}")
                    && parts[1].strip().matches("\\d{1,2}(\\.\\d+)?")) {
                rates.put(parts[0].strip(), new BigDecimal(parts[1].strip()));
            } else if (!pair.isBlank()) {
                throw new IllegalStateException(
                        "engram.prices.vatRates must be pairs such as IT=22, and contains " + pair.strip() + ".");
            }
        }
        return rates;
    }
}
