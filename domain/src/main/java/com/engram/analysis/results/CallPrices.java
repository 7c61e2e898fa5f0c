package com.engram.analysis.results;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's price table, from the configuration: {@code engram.cost.<backend>.perRequest}, {@code .perSecond}, {@code
 * .perGbSecond} with {@code .memoryMb}, {@code .perInstanceHour} with {@code .callsPerInstance}, and {@code
 * engram.cost.storage.perWrite}, {@code .perRead}, {@code .perGb}. Prices are in the currency of the provider's bill. {@code
 * engram.cost.exchangeRate} makes {@code engram.cost.currency} of them.
 */
@ApplicationScoped
class CallPrices {

    private static final int DIGITS = 15;
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1_000);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal MEGABYTES_PER_GIGABYTE = BigDecimal.valueOf(1_024);
    private static final BigDecimal BYTES_PER_GIGABYTE = BigDecimal.valueOf(1_000_000_000);

    private final Config config;

    @Inject
    CallPrices(Config config) {
        this.config = config;
    }

    /** The currency of the ledger. */
    String currency() {
        return text("currency").orElse("EUR");
    }

    /** How much of the ledger's currency one unit of the prices' currency is. */
    BigDecimal exchangeRate() {
        return price("exchangeRate").orElse(BigDecimal.ONE);
    }

    /** The day of the exchange rate. */
    Optional<LocalDate> exchangeRateDate() {
        return day("exchangeRateDate");
    }

    /** The day on which the prices were looked up. */
    Optional<LocalDate> pricesDate() {
        return day("pricesDate");
    }

    /** The memory that a backend reserves, in binary megabytes. */
    Optional<Integer> memoryMb(String backend) {
        return config.getOptionalValue("engram.cost." + backend + ".memoryMb", Integer.class);
    }

    /**
     * What a call cost, in the ledger's currency.
     *
     * @param millis the time that is paid
     * @param memoryMb the memory that is paid, if it is
     */
    BigDecimal call(String backend, int millis, Optional<Integer> memoryMb) {
        BigDecimal seconds = BigDecimal.valueOf(millis).divide(MILLIS_PER_SECOND, DIGITS, RoundingMode.HALF_UP);
        BigDecimal gigabytes = memoryMb.map(megabytes ->
                        BigDecimal.valueOf(megabytes).divide(MEGABYTES_PER_GIGABYTE, DIGITS, RoundingMode.HALF_UP))
                .orElse(BigDecimal.ZERO);
        BigDecimal perSecond = of(backend, "perSecond")
                .add(of(backend, "perGbSecond").multiply(gigabytes))
                .add(of(backend, "perInstanceHour")
                        .divide(SECONDS_PER_HOUR.multiply(callsPerInstance(backend)), DIGITS, RoundingMode.HALF_UP));
        return inLedgerCurrency(of(backend, "perRequest").add(seconds.multiply(perSecond)));
    }

    /** What an instance of a backend costs for some seconds, in the ledger's currency; empty if it is not paid by time. */
    Optional<BigDecimal> instance(String backend, BigDecimal seconds) {
        return price(backend + ".perInstanceHour")
                .map(hour -> inLedgerCurrency(
                        hour.multiply(seconds).divide(SECONDS_PER_HOUR, DIGITS, RoundingMode.HALF_UP)));
    }

    /** What requests to the object store cost, in the ledger's currency. */
    BigDecimal storage(int writes, int reads, long bytes) {
        return inLedgerCurrency(of("storage", "perWrite")
                .multiply(BigDecimal.valueOf(writes))
                .add(of("storage", "perRead").multiply(BigDecimal.valueOf(reads)))
                .add(of("storage", "perGb")
                        .multiply(BigDecimal.valueOf(bytes).divide(BYTES_PER_GIGABYTE, DIGITS, RoundingMode.HALF_UP))));
    }

    /** How many instances of a backend run; 0 if it is not paid by time. */
    int instances(String backend) {
        return config.getOptionalValue("engram.cost." + backend + ".instances", Integer.class)
                .orElse(0);
    }

    /** After how many minutes without a call a backend has no instance any more; empty if it always has some. */
    Optional<Integer> minutesToScaleIn(String backend) {
        return config.getOptionalValue("engram.cost." + backend + ".minutesToScaleIn", Integer.class);
    }

    private BigDecimal callsPerInstance(String backend) {
        return BigDecimal.valueOf(Math.max(
                1,
                config.getOptionalValue("engram.cost." + backend + ".callsPerInstance", Integer.class)
                        .orElse(1)));
    }

    private BigDecimal inLedgerCurrency(BigDecimal amount) {
        return amount.multiply(exchangeRate());
    }

    private BigDecimal of(String backend, String name) {
        return price(backend + "." + name).orElse(BigDecimal.ZERO);
    }

    private Optional<BigDecimal> price(String name) {
        return config.getOptionalValue("engram.cost." + name, BigDecimal.class);
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue("engram.cost." + name, String.class);
    }

    private Optional<LocalDate> day(String name) {
        return text(name).map(LocalDate::parse);
    }
}
