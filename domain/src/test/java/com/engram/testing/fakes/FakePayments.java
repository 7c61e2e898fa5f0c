package com.engram.testing.fakes;

import com.engram.billing.payments.CheckoutRequest;
import com.engram.billing.payments.CheckoutSession;
import com.engram.billing.payments.ParsedEvent;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.Price;
import com.engram.billing.payments.ProcessorInvoice;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.Quote;
import com.engram.language.Language;
import com.engram.plans.OveragePolicy;
import com.engram.plans.Plan;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A payment processor in memory. The test sets its subscriptions and invoices, and reads which calls it received. */
@ApplicationScoped
public class FakePayments implements Payments {

    private final Map<String, ProcessorSubscription> subscriptions = new HashMap<>();
    private final Map<String, ProcessorInvoice> invoices = new HashMap<>();
    private final Map<String, String> bought = new HashMap<>();
    private final Map<String, Metered> metered = new TreeMap<>();
    private final Map<String, Price> nextPrices = new HashMap<>();
    private final Map<String, Price> scheduled = new HashMap<>();
    private final List<CheckoutRequest> checkouts = new ArrayList<>();
    private final List<String> expiredCheckouts = new ArrayList<>();
    private boolean configured = true;
    private boolean down;
    private Optional<String> declined = Optional.empty();
    private Optional<String> refusedTime = Optional.empty();

    /** A usage report. */
    public record Metered(String customerId, int images, Instant at) {}

    /** The processor as a bean finds it: empty if {@link #setConfigured} has said so before the bean was first used. */
    @Produces
    Optional<Payments> payments() {
        return configured ? Optional.of(this) : Optional.empty();
    }

    /** Sets whether a processor is configured at all. Call it before anything uses billing. */
    public void setConfigured(boolean configured) {
        this.configured = configured;
    }

    /** Makes every call fail, or succeed again. */
    public void setDown(boolean down) {
        this.down = down;
    }

    /** Declines payments for a reason; empty accepts them. */
    public void setDeclined(Optional<String> reason) {
        this.declined = reason;
    }

    /** Refuses usage reports because of their time; empty accepts them. */
    public void setRefusedTime(Optional<String> reason) {
        this.refusedTime = reason;
    }

    /** Adds or replaces a subscription. */
    public void setSubscription(ProcessorSubscription subscription) {
        subscriptions.put(subscription.id(), subscription);
    }

    /** Adds or replaces an invoice. */
    public void setInvoice(ProcessorInvoice invoice) {
        invoices.put(invoice.id(), invoice);
    }

    /** The id of a subscription's customer, even while the processor is down. */
    public String customerOf(String subscriptionId) {
        return subscriptions.get(subscriptionId).customerId();
    }

    /** Completes a checkout with a subscription. */
    public void complete(String checkoutSessionId, ProcessorSubscription subscription) {
        setSubscription(subscription);
        bought.put(checkoutSessionId, subscription.id());
    }

    /** The usage reports by their identifiers. */
    public Map<String, Metered> metered() {
        return Map.copyOf(metered);
    }

    /** The checkouts that were opened, the oldest first. The first has the id {@code checkout-1}. */
    public List<CheckoutRequest> checkouts() {
        return List.copyOf(checkouts);
    }

    /** The ids of the checkouts that were expired. */
    public List<String> expiredCheckouts() {
        return List.copyOf(expiredCheckouts);
    }

    /** The prices that subscriptions have from their next period on, by the subscription's id. */
    public Map<String, Price> nextPrices() {
        return Map.copyOf(nextPrices);
    }

    @Override
    public String createCustomer(TenantId tenant, String name, String email, Language language) {
        failIfDown();
        return "customer-" + tenant.value();
    }

    @Override
    public CheckoutSession openCheckout(CheckoutRequest request) {
        failIfDown();
        checkouts.add(request);
        String id = "checkout-" + checkouts.size();
        return new CheckoutSession(id, URI.create("https://payments.example/" + id));
    }

    @Override
    public void expireCheckout(String checkoutSessionId) {
        failIfDown();
        expiredCheckouts.add(checkoutSessionId);
    }

    @Override
    public Optional<String> findSubscriptionOfCheckout(String checkoutSessionId) {
        failIfDown();
        return Optional.ofNullable(bought.get(checkoutSessionId));
    }

    @Override
    public URI createPortalUrl(String customerId, URI returnTo, Language language) {
        failIfDown();
        return URI.create("https://payments.example/portal/" + customerId);
    }

    @Override
    public ProcessorSubscription getSubscription(String subscriptionId) {
        failIfDown();
        ProcessorSubscription found = subscriptions.get(subscriptionId);
        if (found == null) {
            throw new PaymentsUnavailableException("No such subscription: " + subscriptionId);
        }
        return found;
    }

    @Override
    public Quote quote(String subscriptionId, Price price) {
        failIfDown();
        return new Quote(1_000, "USD");
    }

    /** Changes the plan as {@link #publishPrice} named it in the price's id: {@code price-<code>-<version>}. */
    @Override
    public Optional<String> changePrice(String subscriptionId, Price price, String idempotencyKey) {
        ProcessorSubscription before = getSubscription(subscriptionId);
        scheduled.remove(subscriptionId);
        setSubscription(
                declined.isEmpty()
                        ? withPrice(before, price, before.periodStart(), before.periodEnd())
                        : with(before, before.phase(), before.endsWithPeriod(), false));
        return declined;
    }

    @Override
    public void schedulePriceChange(String subscriptionId, Price price) {
        ProcessorSubscription before = getSubscription(subscriptionId);
        scheduled.put(subscriptionId, price);
        setSubscription(with(before, before.phase(), false, true));
    }

    /** Starts the next period, with the price that was scheduled for it. */
    public void renew(String subscriptionId, Instant start, Instant end) {
        ProcessorSubscription before = subscriptions.get(subscriptionId);
        Price next = scheduled.remove(subscriptionId);
        String[] present = {before.planCode(), Integer.toString(before.planVersion())};
        setSubscription(withPrice(
                before,
                next == null ? new Price("price-" + String.join("-", present), Optional.empty()) : next,
                start,
                end));
    }

    @Override
    public void changePriceNextPeriod(String subscriptionId, Price price) {
        failIfDown();
        nextPrices.put(subscriptionId, price);
    }

    @Override
    public void setEndsWithPeriod(String subscriptionId, boolean ends) {
        ProcessorSubscription before = getSubscription(subscriptionId);
        scheduled.remove(subscriptionId);
        setSubscription(with(before, before.phase(), ends, false));
    }

    @Override
    public void cancelNow(String subscriptionId) {
        ProcessorSubscription before = getSubscription(subscriptionId);
        setSubscription(with(before, ProcessorSubscription.Phase.ENDED, before.endsWithPeriod(), false));
    }

    @Override
    public ProcessorInvoice getInvoice(String invoiceId) {
        failIfDown();
        ProcessorInvoice found = invoices.get(invoiceId);
        if (found == null) {
            throw new PaymentsUnavailableException("No such invoice: " + invoiceId);
        }
        return found;
    }

    @Override
    public Price publishPrice(Plan plan) {
        failIfDown();
        String id = "price-" + plan.code() + "-" + plan.version();
        return new Price(
                id, plan.terms().overage() == OveragePolicy.METERED ? Optional.of("overage-" + id) : Optional.empty());
    }

    @Override
    public Optional<String> reportUsage(String customerId, String identifier, int images, Instant at) {
        failIfDown();
        if (refusedTime.isEmpty()) {
            metered.putIfAbsent(identifier, new Metered(customerId, images, at));
        }
        return refusedTime;
    }

    @Override
    public long countReportedUsage(String customerId, Instant from, Instant to) {
        failIfDown();
        return metered.values().stream()
                .filter(each -> each.customerId().equals(customerId))
                .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
                .mapToLong(Metered::images)
                .sum();
    }

    @Override
    public ParsedEvent parseEvent(String body, String signature) {
        return new ParsedEvent.Rejected(ParsedEvent.Reason.BAD_SIGNATURE);
    }

    private void failIfDown() {
        if (down) {
            throw new PaymentsUnavailableException("The payment processor is down");
        }
    }

    private static ProcessorSubscription withPrice(
            ProcessorSubscription before, Price price, Instant start, Instant end) {
        String[] parts = price.priceId().split("-(?=\\d+$)");
        return new ProcessorSubscription(
                before.id(),
                before.customerId(),
                before.phase(),
                parts[0].substring("price-".length()),
                Integer.parseInt(parts[1]),
                false,
                false,
                start,
                end,
                before.trialEnd(),
                before.periodAnchor());
    }

    private static ProcessorSubscription with(
            ProcessorSubscription before,
            ProcessorSubscription.Phase phase,
            boolean endsWithPeriod,
            boolean changesWithPeriod) {
        return new ProcessorSubscription(
                before.id(),
                before.customerId(),
                phase,
                before.planCode(),
                before.planVersion(),
                endsWithPeriod,
                changesWithPeriod,
                before.periodStart(),
                before.periodEnd(),
                before.trialEnd(),
                before.periodAnchor());
    }
}
