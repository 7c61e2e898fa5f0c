package com.engram.portal.webhooks;

import com.engram.web.PublicId;
import com.engram.webhooks.WebhookEndpoint;
import com.engram.webhooks.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint as pages show it.
 *
 * @param name its description, or its host without one
 * @param isListener whether a program collects its messages; such an endpoint keeps its URL
 * @param state {@code enabled}, {@code disabled}, {@code failures} or {@code gone}; the server disabled the last two
 * @param previousSecretUntil until when the previous secret signs too
 */
public record EndpointView(
        String id,
        String name,
        String url,
        boolean isListener,
        String description,
        List<String> events,
        boolean isEnabled,
        String state,
        Optional<Instant> failingSince,
        Optional<Instant> previousSecretUntil) {

    static EndpointView of(WebhookEndpoint endpoint, Instant now) {
        String url = endpoint.url().toString();
        return new EndpointView(
                PublicId.WEBHOOK.of(endpoint.id()),
                endpoint.description().isEmpty() ? url : endpoint.description(),
                url,
                endpoint.isListener(),
                endpoint.description(),
                endpoint.events().stream().map(WebhookEvent::code).toList(),
                endpoint.isEnabled(),
                endpoint.isEnabled() ? "enabled" : endpoint.disabledReason().orElse("disabled"),
                endpoint.failingSince(),
                endpoint.previousSecretUntil(now));
    }

    /** Whether it subscribes to an event of this name. */
    public boolean subscribesTo(String event) {
        return events.contains(event);
    }
}
