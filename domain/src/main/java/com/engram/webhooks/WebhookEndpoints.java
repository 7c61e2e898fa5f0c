package com.engram.webhooks;

import com.engram.audit.AuditLog;
import com.engram.language.Message;
import com.engram.outbound.PublicHttpClient;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Adds, lists and deletes endpoints of the current tenant. */
@ApplicationScoped
@Transactional
public class WebhookEndpoints {

    /** The largest number of endpoints of a tenant. */
    public static final int MAX_ENDPOINTS = 10;

    private static final int SECRET_BYTES = 32;

    private final EntityManager entities;
    private final PublicHttpClient httpClient;
    private final AuditLog audit;
    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    @Inject
    WebhookEndpoints(EntityManager entities, PublicHttpClient httpClient, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.httpClient = httpClient;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of adding an endpoint. */
    public sealed interface Result {}

    /** The endpoint was added. Its secret is shown only once. */
    public record Added(WebhookEndpoint endpoint, String secret) implements Result {}

    /** The endpoint was refused. */
    public record Refused(Refusal refusal) implements Result {}

    /**
     * Adds an endpoint that subscribes to these events.
     *
     * @param url public, or that of a {@linkplain WebhookEndpoint#LISTENER listener}
     */
    public Result add(String url, Set<WebhookEvent> events) {
        Optional<String> problem =
                url.equals(WebhookEndpoint.LISTENER.toString()) ? Optional.empty() : httpClient.findRefusalReason(url);
        if (problem.isPresent()) {
            return new Refused(new Refusal(RefusalReason.UNUSABLE_URL, problem.get()));
        }
        if (listEndpoints().size() >= MAX_ENDPOINTS) {
            return new Refused(new Refusal(
                    RefusalReason.TOO_MANY_ENDPOINTS,
                    "There can be at most %d endpoints. Delete one first.".formatted(MAX_ENDPOINTS),
                    Message.of("refusal.too_many_endpoints", MAX_ENDPOINTS)));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = "whsec_" + Base64.getEncoder().encodeToString(secret);
        WebhookEndpoint endpoint = new WebhookEndpoint(URI.create(url.strip()), events, text, clock.instant());
        entities.persist(endpoint);
        audit.record("webhook.added", subject(endpoint));
        return new Added(endpoint, text);
    }

    /** All endpoints, the oldest first. */
    public List<WebhookEndpoint> listEndpoints() {
        return entities.createQuery("from WebhookEndpoint order by id", WebhookEndpoint.class)
                .getResultList();
    }

    /** The endpoint with this id. */
    public Optional<WebhookEndpoint> findEndpoint(UUID id) {
        return Optional.ofNullable(entities.find(WebhookEndpoint.class, id));
    }

    /** Deletes an endpoint with its deliveries; false if there is none with this id. */
    public boolean delete(UUID id) {
        Optional<WebhookEndpoint> endpoint = findEndpoint(id);
        endpoint.ifPresent(found -> {
            entities.remove(found);
            audit.record("webhook.removed", subject(found));
        });
        return endpoint.isPresent();
    }

    private static String subject(WebhookEndpoint endpoint) {
        return endpoint.isListener()
                ? endpoint.url().toString()
                : endpoint.url().getHost();
    }
}
