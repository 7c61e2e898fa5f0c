package com.engram.billing.payments;

import com.engram.plans.Plan;
import com.engram.tenancy.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The payment processor. Every call goes over the network and may throw {@link PaymentsUnavailableException}; none holds
 * a card number.
 */
public interface Payments {

    /** Whether there is one. If not, plans are assigned and invoices written by hand, and no other method is called. */
    boolean areOnline();

    /** Makes the tenant a customer, once however often it is called; the processor's name for it. */
    String enroll(TenantId tenant, String name, String email);

    /** Opens the page where a plan is bought. */
    Checkout open(Purchase purchase);

    /** Closes a checkout that was not used, so that nobody buys twice. */
    void close(String checkout);

    /** What was bought at a checkout, if anything was. */
    Optional<String> findBought(String checkout);

    /** The address of the page where a customer changes how it pays and reads its invoices. */
    URI portal(String customer, URI returnTo);

    /** A subscription as it stands now. */
    ProcessorSubscription getAgreement(String reference);

    /** What moving to another plan would cost at once. */
    Quote quote(String reference, Price price);

    /**
     * Moves to another plan and charges the difference.
     *
     * @param intent the same for the same wish, however often it is sent
     * @return why the payment was declined; empty if the plan was changed
     */
    Optional<String> move(String reference, Price price, String intent);

    /** Moves to the price of another version of the plan from the next period on; nothing is charged before. */
    void reprice(String reference, Price price);

    /** Ends a subscription with its period, or lets it go on after all. */
    void setEndsWithPeriod(String reference, boolean ends);

    /** Ends a subscription at once; one that has ended stays so. */
    void end(String reference);

    /** An invoice as it stands now. */
    Bill getBill(String reference);

    /** Makes a product and prices for a plan as it is offered, once however often it is called. */
    Price offer(Plan plan);

    /**
     * Reports images beyond the allowance.
     *
     * @param identifier counted once, however often it is sent
     */
    void meter(String customer, String identifier, int images, Instant at);

    /** How many images were metered in that time; both ends are whole minutes. */
    long countMetered(String customer, Instant from, Instant to);

    /**
     * What the processor tells us.
     *
     * @param signature as it came with the body
     * @return empty if it is not from the processor, or too old
     */
    Optional<BillingEvent> read(String body, String signature);

    /** A page where a plan is bought. */
    record Checkout(String reference, URI page) {}

    /**
     * What a tenant is about to buy.
     *
     * @param trialDays days free of charge, 0 for none
     * @param returnTo where the browser comes back after paying; {@code {CHECKOUT_SESSION_ID}} in it becomes the
     *     checkout's name
     * @param cancelTo where it comes back without
     * @param intent the same for the same wish, however often it is sent
     */
    record Purchase(
            TenantId tenant,
            String customer,
            Price price,
            int trialDays,
            String returnTo,
            String cancelTo,
            String intent) {}

    /**
     * The processor's names for what a plan costs.
     *
     * @param overage of an image beyond the allowance, where it is metered
     */
    record Price(String licence, Optional<String> overage) {}

    /**
     * What a change costs at once.
     *
     * @param cents negative if it is credited
     */
    record Quote(long cents, String currency) {}

    /** An invoice of the processor. */
    record Bill(
            String reference,
            Optional<String> customer,
            Optional<String> agreement,
            String number,
            String description,
            String state,
            long amountCents,
            String currency,
            Instant issuedAt,
            Optional<Instant> paidAt,
            Optional<String> page) {}
}
