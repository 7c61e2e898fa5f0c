package com.engram.billing.payments;

import com.engram.language.Language;
import com.engram.tenancy.TenantId;

/**
 * What a tenant is about to buy.
 *
 * @param trialDays free days before the first payment; 0 for none
 * @param returnTo where the browser returns after paying; {@code {CHECKOUT_SESSION_ID}} in it becomes the session's id
 * @param cancelTo where the browser returns without paying
 * @param language of the page
 * @param idempotencyKey the same for the same intent; repeated requests open one checkout
 */
public record CheckoutRequest(
        TenantId tenant,
        String customerId,
        Price price,
        int trialDays,
        String returnTo,
        String cancelTo,
        Language language,
        String idempotencyKey) {}
