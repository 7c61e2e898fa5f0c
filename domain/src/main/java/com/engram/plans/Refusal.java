package com.engram.plans;

/**
 * Why a request was turned down, for the caller to read and to act on.
 *
 * @param code stable, for programs: {@code quota_exceeded}, {@code image_too_large}, ...
 * @param detail one sentence that says what is wrong and what to do
 */
public record Refusal(String code, String detail) {}
