package com.engram.refusals;

/**
 * Why a request was refused.
 *
 * @param reason for programs, which act on it
 * @param detail for people: one sentence that says what is wrong and what to do
 */
public record Refusal(RefusalReason reason, String detail) {}
