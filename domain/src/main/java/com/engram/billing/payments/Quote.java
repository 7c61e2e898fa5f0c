package com.engram.billing.payments;

/**
 * What a change of plan costs immediately.
 *
 * @param cents hundredths of the currency; negative for a credit
 * @param currency ISO 4217 code
 */
public record Quote(long cents, String currency) {}
