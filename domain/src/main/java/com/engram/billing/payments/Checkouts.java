package com.engram.billing.payments;

import com.engram.language.Language;
import com.engram.tenancy.TenantId;
import java.net.URI;
import java.util.Optional;

/** The payment processor's pages, where a tenant buys a plan and changes how it pays. */
public interface Checkouts {

    /**
     * Registers a tenant as a customer. Repeated calls register it once.
     *
     * @param email the owner's address; empty if the account has no owner yet
     * @param language of invoices and receipts
     * @return the processor's id of the customer
     */
    String createCustomer(TenantId tenant, String name, String email, Language language);

    /** Opens a page where a plan can be bought. Its language becomes the one of the customer's invoices and receipts. */
    CheckoutSession openCheckout(CheckoutRequest request);

    /** Closes a checkout that is still open, so that nobody buys a second subscription there. */
    void expireCheckout(String checkoutSessionId);

    /** The id of the subscription that was bought at a checkout; empty if nothing was. */
    Optional<String> findSubscriptionOfCheckout(String checkoutSessionId);

    /**
     * The page where a customer changes how it pays and reads its invoices.
     *
     * @param returnTo where the page's link back leads
     * @param language of the page, and of the invoices and receipts from now on
     */
    URI createPortalUrl(String customerId, URI returnTo, Language language);
}
