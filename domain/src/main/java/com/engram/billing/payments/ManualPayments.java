package com.engram.billing.payments;

import com.engram.plans.Plan;
import com.engram.tenancy.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** No payment processor: the operator assigns plans and writes invoices. */
public final class ManualPayments implements Payments {

    @Override
    public boolean areOnline() {
        return false;
    }

    @Override
    public String enroll(TenantId tenant, String name, String email) {
        throw nobody();
    }

    @Override
    public Checkout open(Purchase purchase) {
        throw nobody();
    }

    @Override
    public void close(String checkout) {
        throw nobody();
    }

    @Override
    public Optional<String> findBought(String checkout) {
        throw nobody();
    }

    @Override
    public URI portal(String customer, URI returnTo) {
        throw nobody();
    }

    @Override
    public ProcessorSubscription getAgreement(String reference) {
        throw nobody();
    }

    @Override
    public Quote quote(String reference, Price price) {
        throw nobody();
    }

    @Override
    public Optional<String> move(String reference, Price price, String intent) {
        throw nobody();
    }

    @Override
    public void reprice(String reference, Price price) {
        throw nobody();
    }

    @Override
    public void setEndsWithPeriod(String reference, boolean ends) {
        throw nobody();
    }

    @Override
    public void end(String reference) {
        throw nobody();
    }

    @Override
    public Bill getBill(String reference) {
        throw nobody();
    }

    @Override
    public Price offer(Plan plan) {
        throw nobody();
    }

    @Override
    public void meter(String customer, String identifier, int images, Instant at) {
        throw nobody();
    }

    @Override
    public long countMetered(String customer, Instant from, Instant to) {
        throw nobody();
    }

    @Override
    public Optional<BillingEvent> read(String body, String signature) {
        return Optional.empty();
    }

    private static IllegalStateException nobody() {
        return new IllegalStateException("There is no payment processor");
    }
}
