package com.engram.webhooks;

import com.engram.audit.AuditLog;
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

/** The entered tenant's endpoints. */
@ApplicationScoped
@Transactional
public class WebhookEndpoints {

    /** A tenant has so many at most. */
    public static final int MOST = 10;

    private static final int SECRET_BYTES = 32;

    private final EntityManager entities;
    private final PublicHttpClient web;
    private final AuditLog audit;
    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    @Inject
    WebhookEndpoints(EntityManager entities, PublicHttpClient web, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.web = web;
        this.audit = audit;
        this.clock = clock;
    }

    /** How a wish for an endpoint was answered. */
    public sealed interface Result {}

    /** It is there; its secret is told this once. */
    public record Added(WebhookEndpoint endpoint, String secret) implements Result {}

    /** It is not, and why. */
    public record Refused(Refusal refusal) implements Result {}

    /** Adds an endpoint for those events. */
    public Result add(String url, Set<WebhookEvent> events) {
        Optional<String> whyNot = web.findRefusalReason(url);
        if (whyNot.isPresent()) {
            return new Refused(new Refusal(RefusalReason.UNUSABLE_URL, whyNot.get()));
        }
        if (listEndpoints().size() >= MOST) {
            return new Refused(new Refusal(
                    RefusalReason.TOO_MANY_ENDPOINTS,
                    "There can be %d endpoints. Delete one that is not needed.".formatted(MOST)));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = "whsec_" + Base64.getEncoder().encodeToString(secret);
        WebhookEndpoint endpoint = new WebhookEndpoint(URI.create(url.strip()), events, text, clock.instant());
        entities.persist(endpoint);
        audit.record("webhook.added", endpoint.url().getHost());
        return new Added(endpoint, text);
    }

    /** All endpoints, the oldest first. */
    public List<WebhookEndpoint> listEndpoints() {
        return entities.createQuery("from WebhookEndpoint order by id", WebhookEndpoint.class)
                .getResultList();
    }

    /** The endpoint of that id. */
    public Optional<WebhookEndpoint> findEndpoint(UUID id) {
        return Optional.ofNullable(entities.find(WebhookEndpoint.class, id));
    }

    /** Removes an endpoint with its deliveries; false if there is none of that id. */
    public boolean remove(UUID id) {
        Optional<WebhookEndpoint> endpoint = findEndpoint(id);
        endpoint.ifPresent(found -> {
            entities.remove(found);
            audit.record("webhook.removed", found.url().getHost());
        });
        return endpoint.isPresent();
    }
}
