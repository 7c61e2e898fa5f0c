package com.engram.billing.payments;

import java.util.Optional;

/**
 * The payment processor's ids of the prices of a plan version.
 *
 * @param priceId the price of a billing interval
 * @param overagePriceId the price of an image beyond the allowance, if overage is metered
 */
public record Price(String priceId, Optional<String> overagePriceId) {}
