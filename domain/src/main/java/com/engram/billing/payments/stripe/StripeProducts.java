package com.engram.billing.payments.stripe;

import com.engram.billing.payments.Payments;
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
 * Our plans as Stripe's products and prices. A plan is a product; each of its versions is a price, found again by its
 * lookup key, and one more for images beyond the allowance, which Stripe's meter counts.
 */
final class StripeProducts {

    /** By which a price tells its plan. */
    static final String PLAN = "engram_plan";

    /** By which a price tells its plan's version. */
    static final String VERSION = "engram_version";

    /** The name of the events that the meter counts. */
    static final String METER = "engram_overage";

    private final StripeCalls calls;

    StripeProducts(StripeCalls calls) {
        this.calls = calls;
    }

    Payments.Price offer(Plan plan) {
        PlanTerms terms = plan.terms();
        String product = product(terms);
        String key = "engram-%s-v%d".formatted(plan.code(), plan.version());
        String licence = price(key, terms.priceCents(), price(plan, product, key, recurring(terms)));
        if (plan.blocksOverage() || terms.overageCents() == 0) {
            return new Payments.Price(licence, Optional.empty());
        }
        Recurring.Builder metered =
                recurring(terms).setUsageType(Recurring.UsageType.METERED).setMeter(meter());
        String overage = price(key + "-overage", terms.overageCents(), price(plan, product, key + "-overage", metered));
        return new Payments.Price(licence, Optional.of(overage));
    }

    /** How many images Stripe has counted. */
    long countMetered(String customer, Instant from, Instant to) {
        MeterEventSummaryListParams params = MeterEventSummaryListParams.builder()
                .setCustomer(customer)
                .setStartTime(from.getEpochSecond())
                .setEndTime(to.getEpochSecond())
                .build();
        return calls
                .ask(client -> client.v1().billing().meters().eventSummaries().list(meter(), params))
                .getData()
                .stream()
                .map(summary -> summary.getAggregatedValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .longValue();
    }

    /** The product of a plan, whose id is ours to choose. */
    private String product(PlanTerms terms) {
        String id = "engram-" + terms.code();
        return calls.ask(client -> {
            try {
                return client.v1()
                        .products()
                        .update(
                                id,
                                ProductUpdateParams.builder()
                                        .setName(name(terms))
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
                                .setName(name(terms))
                                .build())
                        .getId();
            }
        });
    }

    /** The price under that key, made if there is none of that amount. */
    private String price(String key, int cents, PriceCreateParams.Builder params) {
        Optional<Price> found = calls
                .ask(client -> client.v1()
                        .prices()
                        .list(PriceListParams.builder()
                                .addLookupKey(key)
                                .setActive(true)
                                .build()))
                .getData()
                .stream()
                .findFirst();
        PriceCreateParams wanted = params.setUnitAmount(
                        StripeAmounts.coins(cents, params.build().getCurrency()))
                .setTransferLookupKey(true)
                .build();
        return found.filter(price -> price.getUnitAmount().equals(wanted.getUnitAmount())
                        && price.getCurrency().equals(wanted.getCurrency()))
                .map(Price::getId)
                .orElseGet(() ->
                        calls.ask(client -> client.v1().prices().create(wanted).getId()));
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
        return calls
                .ask(client -> client.v1()
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
        return calls.ask(client -> client.v1().billing().meters().create(params).getId());
    }

    private static String name(PlanTerms terms) {
        return "Engram " + terms.name();
    }
}
