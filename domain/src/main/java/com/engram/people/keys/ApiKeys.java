package com.engram.people.keys;

import com.engram.audit.AuditLog;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API keys of the current tenant. Also authenticates the caller of a key, before the tenant is known. */
@ApplicationScoped
@Transactional
public class ApiKeys {

    private static final Duration NOTED = Duration.ofMinutes(1);

    /** How long the old key remains valid after a rotation. */
    public static final Duration OVERLAP = Duration.ofDays(7);

    private final EntityManager entities;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ApiKeys(EntityManager entities, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new key with its secret, which is not stored. */
    public record Issued(UUID id, String secret) {}

    /** Creates a live key for the current tenant that does not expire. */
    public Issued issue(String name, Set<String> permissions) {
        return issue(name, permissions, true, Optional.empty());
    }

    /**
     * Creates a key for the current tenant.
     *
     * @param live true for a live key, false for a test key
     * @param lifetime how long the key is valid; empty if it does not expire
     */
    public Issued issue(String name, Set<String> permissions, boolean live, Optional<Duration> lifetime) {
        ApiKeyText text = ApiKeyText.random(live);
        Instant now = clock.instant();
        ApiKey key = new ApiKey(
                name, text, new TreeSet<>(permissions), lifetime.map(now::plus).orElse(null), now);
        entities.persist(key);
        audit.record("key.made", key.shownPart() + " " + name);
        return new Issued(key.id(), text.toString());
    }

    /** The keys that are neither revoked nor expired, the newest first. */
    public List<ApiKey> listKeys() {
        return entities.createQuery(
                        "from ApiKey where revokedAt is null and (expiresAt is null or expiresAt > :now) order by createdAt desc",
                        ApiKey.class)
                .setParameter("now", clock.instant())
                .getResultList();
    }

    /**
     * Creates a new key with the same permissions. Both keys are valid until the old one expires, so that an integration
     * can switch without an interruption.
     *
     * @return empty if the current tenant has no valid key with this id
     */
    public Optional<Issued> rotate(UUID id) {
        return listKeys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .map(old -> {
                    Optional<Duration> lifetime = old.lifetime();
                    old.endAt(clock.instant().plus(OVERLAP));
                    audit.record("key.rotated", old.shownPart() + " " + old.name());
                    return issue(old.name(), old.scopes(), old.isLive(), lifetime);
                });
    }

    /** Revokes a key, which fails from the next request on; false if the current tenant has no key with this id. */
    public boolean revoke(UUID id) {
        Optional<ApiKey> key = Optional.ofNullable(entities.find(ApiKey.class, id));
        key.ifPresent(found -> {
            found.revoke(clock.instant());
            audit.record("key.revoked", found.shownPart() + " " + found.name());
        });
        return key.isPresent();
    }

    /** Authenticates a key: the caller is a tenant's integration or the operator; empty if the key is not valid. */
    public Optional<Caller> findCaller(String key) {
        return ApiKeyText.parse(key).flatMap(text -> tenantCaller(text).or(() -> operatorCaller(text)));
    }

    @SuppressWarnings("unchecked")
    private Optional<Caller> tenantCaller(ApiKeyText text) {
        Stream<Object[]> rows = entities.createNativeQuery(
                        "select key_id, tenant_id, secret_hash, scopes, suspended, live, last_used_at from find_api_key(:prefix, :now)")
                .setParameter("prefix", text.prefix())
                .setParameter("now", clock.instant())
                .getResultStream();
        return rows.filter(row -> SecretToken.matches(text.secret(), (byte[]) row[2]) && row[5].equals(text.live()))
                .findFirst()
                .map(this::touched)
                .map(row -> new Caller(
                        (UUID) row[0],
                        Optional.of(new TenantId((UUID) row[1])),
                        Optional.empty(),
                        Stream.of(((String) row[3]).split(" ")).collect(Collectors.toSet()),
                        (Boolean) row[4]));
    }

    private Object[] touched(Object[] row) {
        Instant now = clock.instant();
        if (row[6] == null || ((Instant) row[6]).isBefore(now.minus(NOTED))) {
            entities.createNativeQuery("select cast(record_api_key_use(:key, :now) as text)")
                    .setParameter("key", row[0])
                    .setParameter("now", now)
                    .getResultList();
        }
        return row;
    }

    @SuppressWarnings("unchecked")
    private Optional<Caller> operatorCaller(ApiKeyText text) {
        Stream<Object[]> rows = entities.createNativeQuery(
                        "select operator_id, secret_hash from find_operator_key(:prefix)")
                .setParameter("prefix", text.prefix())
                .getResultStream();
        return rows.filter(row -> SecretToken.matches(text.secret(), (byte[]) row[1]))
                .findFirst()
                .map(row -> new Caller(
                        (UUID) row[0], Optional.empty(), Optional.empty(), Set.of(Permission.OPERATE), false));
    }
}
