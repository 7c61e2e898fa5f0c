package com.engram.testing.fakes;

import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.plans.Plan;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A payment processor in memory: the test sets its subscriptions and invoices, and reads what was asked of it. */
@ApplicationScoped
public class FakePayments implements Payments {

    private final Map<String, ProcessorSubscription> subscriptions = new HashMap<>();
    private final Map<String, Bill> invoices = new HashMap<>();
    private final Map<String, String> bought = new HashMap<>();
    private final Map<String, Metered> metered = new TreeMap<>();
    private final List<Purchase> checkouts = new ArrayList<>();
    private boolean online = true;
    private boolean down;
    private Optional<String> declined = Optional.empty();

    /** Images that were metered under an identifier. */
    public record Metered(String customer, int images, Instant at) {}

    /** Whether there is a processor at all. */
    public void setOnline(boolean online) {
        this.online = online;
    }

    /** Fails every call from now on, or answers again. */
    public void setDown(boolean down) {
        this.down = down;
    }

    /** Declines payments for that reason; empty to accept them. */
    public void setDeclined(Optional<String> reason) {
        this.declined = reason;
    }

    /** Has a subscription stand like that. */
    public void setSubscription(ProcessorSubscription subscription) {
        subscriptions.put(subscription.reference(), subscription);
    }

    /** Has an invoice stand like that. */
    public void setInvoice(Bill invoice) {
        invoices.put(invoice.reference(), invoice);
    }

    /** Completes a checkout with a subscription. */
    public void complete(Checkout checkout, ProcessorSubscription subscription) {
        setSubscription(subscription);
        bought.put(checkout.reference(), subscription.reference());
    }

    /** What was metered, by its identifier. */
    public Map<String, Metered> metered() {
        return Map.copyOf(metered);
    }

    /** The checkouts that were opened, the oldest first. */
    public List<Purchase> checkouts() {
        return List.copyOf(checkouts);
    }

    @Override
    public boolean areOnline() {
        return online;
    }

    @Override
    public String enroll(TenantId tenant, String name, String email) {
        failIfDown();
        return "customer-" + tenant.value();
    }

    @Override
    public Checkout open(Purchase purchase) {
        failIfDown();
        checkouts.add(purchase);
        String reference = "checkout-" + checkouts.size();
        return new Checkout(reference, URI.create("https://payments.example/" + reference));
    }

    @Override
    public void close(String checkout) {
        failIfDown();
    }

    @Override
    public Optional<String> findBought(String checkout) {
        failIfDown();
        return Optional.ofNullable(bought.get(checkout));
    }

    @Override
    public URI portal(String customer, URI returnTo) {
        failIfDown();
        return URI.create("https://payments.example/portal/" + customer);
    }

    @Override
    public ProcessorSubscription getAgreement(String reference) {
        failIfDown();
        ProcessorSubscription found = subscriptions.get(reference);
        if (found == null) {
            throw new PaymentsUnavailableException("No such subscription: " + reference);
        }
        return found;
    }

    @Override
    public Quote quote(String reference, Price price) {
        failIfDown();
        return new Quote(1_000, "usd");
    }

    @Override
    public Optional<String> move(String reference, Price price, String intent) {
        failIfDown();
        return declined;
    }

    @Override
    public void reprice(String reference, Price price) {
        failIfDown();
    }

    @Override
    public void setEndsWithPeriod(String reference, boolean ends) {
        ProcessorSubscription before = getAgreement(reference);
        setSubscription(with(before, before.phase(), ends));
    }

    @Override
    public void end(String reference) {
        ProcessorSubscription before = getAgreement(reference);
        setSubscription(with(before, ProcessorSubscription.Phase.ENDED, before.endsWithPeriod()));
    }

    @Override
    public Bill getBill(String reference) {
        failIfDown();
        Bill found = invoices.get(reference);
        if (found == null) {
            throw new PaymentsUnavailableException("No such invoice: " + reference);
        }
        return found;
    }

    @Override
    public Price offer(Plan plan) {
        failIfDown();
        return new Price("price-" + plan.code() + "-" + plan.version(), Optional.empty());
    }

    @Override
    public void meter(String customer, String identifier, int images, Instant at) {
        failIfDown();
        metered.putIfAbsent(identifier, new Metered(customer, images, at));
    }

    @Override
    public long countMetered(String customer, Instant from, Instant to) {
        failIfDown();
        return metered.values().stream()
                .filter(each -> each.customer().equals(customer))
                .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
                .mapToLong(Metered::images)
                .sum();
    }

    @Override
    public Optional<BillingEvent> read(String body, String signature) {
        return Optional.empty();
    }

    private void failIfDown() {
        if (down) {
            throw new PaymentsUnavailableException("The payment processor is down");
        }
    }

    private static ProcessorSubscription with(
            ProcessorSubscription before, ProcessorSubscription.Phase phase, boolean endsWithPeriod) {
        return new ProcessorSubscription(
                before.reference(),
                before.customer(),
                phase,
                before.plan(),
                before.planVersion(),
                endsWithPeriod,
                before.periodStart(),
                before.periodEnd(),
                before.trialEnd(),
                before.anchor());
    }
}
