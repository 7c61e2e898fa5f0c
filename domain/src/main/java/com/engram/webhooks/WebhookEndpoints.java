package com.engram.webhooks;

import com.engram.audit.AuditLog;
import com.engram.language.Message;
import com.engram.language.ShortenedText;
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

/** Adds, lists, changes and deletes endpoints of the current tenant. */
@ApplicationScoped
@Transactional
public class WebhookEndpoints {

    /** The largest number of endpoints of a tenant. */
    public static final int MAX_ENDPOINTS = 10;

    /** The refusal to send anything to an endpoint that is disabled. */
    public static final Refusal DISABLED = new Refusal(
            RefusalReason.ENDPOINT_DISABLED, "The endpoint is disabled. Enable it, then events are sent to it again.");

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

    /** The result of adding or changing an endpoint. */
    public sealed interface Result {}

    /** The endpoint was added, or its secret was rotated. The secret is shown only once. */
    public record Added(WebhookEndpoint endpoint, String secret) implements Result {}

    /** The endpoint was changed. */
    public record Changed(WebhookEndpoint endpoint) implements Result {}

    /** What was asked for was refused. */
    public record Refused(Refusal refusal) implements Result {}

    /**
     * Adds an endpoint that subscribes to these events.
     *
     * @param url public, or that of a {@linkplain WebhookEndpoint#LISTENER listener}
     * @param events at least one
     * @param description what it is for; it is cut to 200 characters
     */
    public Result add(String url, Set<WebhookEvent> events, String description) {
        Optional<Refusal> refusal = findRefusal(url);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (listEndpoints().size() >= MAX_ENDPOINTS) {
            return new Refused(new Refusal(
                    RefusalReason.TOO_MANY_ENDPOINTS,
                    "There can be at most %d endpoints. Delete one first.".formatted(MAX_ENDPOINTS),
                    Message.of("refusal.too_many_endpoints", MAX_ENDPOINTS)));
        }
        String text = newSecret();
        WebhookEndpoint endpoint =
                new WebhookEndpoint(URI.create(url.strip()), events, shorten(description), text, clock.instant());
        entities.persist(endpoint);
        audit.record("webhook.added", subject(endpoint));
        return new Added(endpoint, text);
    }

    /**
     * What to change of an endpoint; what is empty stays.
     *
     * @param events at least one
     * @param enabled true also forgets earlier failures
     */
    public record Changes(
            Optional<String> url,
            Optional<Set<WebhookEvent>> events,
            Optional<Boolean> enabled,
            Optional<String> description) {}

    /** Changes an endpoint; empty if there is none with this id. A listener stays one, and another endpoint does not become one. */
    public Optional<Result> change(UUID id, Changes changes) {
        return findEndpoint(id).map(endpoint -> change(endpoint, changes));
    }

    private Result change(WebhookEndpoint endpoint, Changes changes) {
        Optional<String> url = changes.url()
                .map(String::strip)
                .filter(text -> !text.equals(endpoint.url().toString()));
        Optional<Refusal> refusal = url.flatMap(text -> isListener(text) || endpoint.isListener()
                ? Optional.of(new Refusal(
                        RefusalReason.UNUSABLE_URL, "A listener keeps its URL, and no other endpoint can get it."))
                : findRefusal(text));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        url.ifPresent(text -> endpoint.changeUrl(URI.create(text)));
        changes.events().ifPresent(endpoint::changeEvents);
        changes.description().map(WebhookEndpoints::shorten).ifPresent(endpoint::describe);
        changes.enabled().filter(enabled -> enabled != endpoint.isEnabled()).ifPresent(enabled -> {
            if (enabled) {
                endpoint.enable();
            } else {
                endpoint.disable();
            }
        });
        audit.record("webhook.changed", subject(endpoint));
        return new Changed(endpoint);
    }

    /** Gives an endpoint a new secret; the current one signs too for a day. Empty if there is no endpoint with this id. */
    public Optional<Added> rotate(UUID id) {
        return findEndpoint(id).map(endpoint -> {
            String secret = newSecret();
            endpoint.rotate(secret, clock.instant());
            audit.record("webhook.rotated", subject(endpoint));
            return new Added(endpoint, secret);
        });
    }

    private Optional<Refusal> findRefusal(String url) {
        return isListener(url)
                ? Optional.empty()
                : httpClient.findRefusalReason(url).map(reason -> new Refusal(RefusalReason.UNUSABLE_URL, reason));
    }

    private static boolean isListener(String url) {
        return url.equals(WebhookEndpoint.LISTENER.toString());
    }

    private static String shorten(String description) {
        return ShortenedText.of(description.strip(), WebhookEndpoint.MAX_DESCRIPTION_LENGTH);
    }

    private String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
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
