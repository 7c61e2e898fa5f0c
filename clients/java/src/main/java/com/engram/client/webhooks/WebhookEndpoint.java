package com.engram.client.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to which events are sent.
 *
 * @param events the types of events that it gets
 * @param secret {@code whsec_...}; only in the answer to the request that added it
 */
public record WebhookEndpoint(
        String id,
        String url,
        List<String> events,
        @Nullable String secret,
        Instant createdAt) {}
