package com.engram.client.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of an event to an endpoint.
 *
 * @param type of the event
 * @param state {@code pending}, {@code delivered} or {@code failed}
 * @param status the HTTP status of the last attempt; null without an answer
 * @param error why the last attempt failed
 * @param triedAt when the last attempt was; null before the first
 */
public record Delivery(
        String messageId,
        String type,
        String state,
        int attempts,
        @Nullable Integer status,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant triedAt) {}
