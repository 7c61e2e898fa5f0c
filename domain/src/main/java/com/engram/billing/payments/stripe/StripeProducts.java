package com.engram.billing.payments.stripe;

import com.engram.plans.BillingInterval;
import com.engram.plans.Plan;
import com.engram.plans.PlanTerms;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Price;
import com.stripe.model.billing.Meter;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceCreateParams.Recurring;
import com.stripe.param.PriceListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductUpdateParams;
import com.stripe.param.billing.MeterCreateParams;
import com.stripe.param.billing.MeterEventSummaryListParams;
import com.stripe.param.billing.MeterListParams;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Publishes plans as Stripe's products and prices. A plan is a product. Each of its versions has a price with a lookup
 * key, and a second price for images beyond the allowance, which Stripe's meter counts.
 */
final class StripeProducts {

    /** Metadata key of the plan's code on a price. */
    static final String PLAN = "engram_plan";

    /** Metadata key of the plan's version on a price. */
    static final String VERSION = "engram_version";

    /** Name of the events that the meter counts. */
    static final String METER = "engram_overage";

    private final StripeCalls stripe;
    private final StripeSettings settings;

    StripeProducts(StripeCalls stripe, StripeSettings settings) {
        this.stripe = stripe;
        this.settings = settings;
    }

    com.engram.billing.payments.Price publishPrice(Plan plan) {
        PlanTerms terms = plan.terms();
        String product = product(plan);
        String key = "engram-%s-v%d".formatted(plan.code(), plan.version());
        String priceId = price(key, terms.priceCents(), price(plan, product, key, recurring(terms)));
        if (plan.blocksOverage() || terms.overageCents() == 0) {
            return new com.engram.billing.payments.Price(priceId, Optional.empty());
        }
        Recurring.Builder metered =
                recurring(terms).setUsageType(Recurring.UsageType.METERED).setMeter(meter());
        String overagePriceId =
                price(key + "-overage", terms.overageCents(), price(plan, product, key + "-overage", metered));
        return new com.engram.billing.payments.Price(priceId, Optional.of(overagePriceId));
    }

    long countReportedUsage(String customerId, Instant from, Instant to) {
        MeterEventSummaryListParams params = MeterEventSummaryListParams.builder()
                .setCustomer(customerId)
                .setStartTime(from.getEpochSecond())
                .setEndTime(to.getEpochSecond())
                .build();
        return stripe
                .call(client -> client.v1().billing().meters().eventSummaries().list(meter(), params))
                .getData()
                .stream()
                .map(summary -> summary.getAggregatedValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .longValue();
    }

    /** The id of a plan's product, which Engram chooses. */
    private String product(Plan plan) {
        String id = "engram-" + plan.code();
        return stripe.call(client -> {
            try {
                return client.v1()
                        .products()
                        .update(
                                id,
                                ProductUpdateParams.builder()
                                        .setName(name(plan))
                                        .build())
                        .getId();
            } catch (InvalidRequestException e) {
                if (e.getStatusCode() != 404) {
                    throw e;
                }
                return client.v1()
                        .products()
                        .create(ProductCreateParams.builder()
                                .setId(id)
                                .setName(name(plan))
                                .build())
                        .getId();
            }
        });
    }

    /** The id of the price with that lookup key; creates the price if there is none with that amount and tax. */
    private String price(String key, int cents, PriceCreateParams.Builder params) {
        Optional<Price> found = stripe
                .call(client -> client.v1()
                        .prices()
                        .list(PriceListParams.builder()
                                .addLookupKey(key)
                                .setActive(true)
                                .build()))
                .getData()
                .stream()
                .findFirst();
        findTaxBehavior().ifPresent(params::setTaxBehavior);
        PriceCreateParams wanted = params.setUnitAmount(
                        StripeAmounts.toStripe(cents, params.build().getCurrency()))
                .setTransferLookupKey(true)
                .build();
        return found.filter(price -> price.getUnitAmount().equals(wanted.getUnitAmount())
                        && price.getCurrency().equals(wanted.getCurrency())
                        && hasTaxBehavior(price, wanted))
                .map(Price::getId)
                .orElseGet(() -> stripe.call(
                        client -> client.v1().prices().create(wanted).getId()));
    }

    private Optional<PriceCreateParams.TaxBehavior> findTaxBehavior() {
        return switch (settings.taxBehavior()) {
            case NONE -> Optional.empty();
            case EXCLUSIVE -> Optional.of(PriceCreateParams.TaxBehavior.EXCLUSIVE);
            case INCLUSIVE -> Optional.of(PriceCreateParams.TaxBehavior.INCLUSIVE);
        };
    }

    /** Stripe does not change the tax behaviour of a price that has one. */
    private static boolean hasTaxBehavior(Price price, PriceCreateParams wanted) {
        return wanted.getTaxBehavior() == null
                || price.getTaxBehavior() == null
                || wanted.getTaxBehavior().getValue().equals(price.getTaxBehavior());
    }

    private static PriceCreateParams.Builder price(Plan plan, String product, String key, Recurring.Builder recurring) {
        return PriceCreateParams.builder()
                .setProduct(product)
                .setCurrency(plan.terms().currency().toLowerCase(Locale.ROOT))
                .setLookupKey(key)
                .setNickname(plan.name() + ", version " + plan.version())
                .setRecurring(recurring.build())
                .putMetadata(PLAN, plan.code())
                .putMetadata(VERSION, Integer.toString(plan.version()));
    }

    private static Recurring.Builder recurring(PlanTerms terms) {
        return Recurring.builder()
                .setInterval(
                        terms.interval() == BillingInterval.YEAR ? Recurring.Interval.YEAR : Recurring.Interval.MONTH);
    }

    private String meter() {
        return stripe
                .call(client -> client.v1()
                        .billing()
                        .meters()
                        .list(MeterListParams.builder()
                                .setStatus(MeterListParams.Status.ACTIVE)
                                .setLimit(100L)
                                .build()))
                .getData()
                .stream()
                .filter(meter -> METER.equals(meter.getEventName()))
                .map(Meter::getId)
                .findFirst()
                .orElseGet(this::newMeter);
    }

    private String newMeter() {
        MeterCreateParams params = MeterCreateParams.builder()
                .setDisplayName("Images beyond the allowance")
                .setEventName(METER)
                .setDefaultAggregation(MeterCreateParams.DefaultAggregation.builder()
                        .setFormula(MeterCreateParams.DefaultAggregation.Formula.SUM)
                        .build())
                .build();
        return stripe.call(
                client -> client.v1().billing().meters().create(params).getId());
    }

    private static String name(Plan plan) {
        return "Engram " + plan.name();
    }
}
