package com.engram.people.keys;

import com.engram.audit.AuditLog;
import com.engram.database.Lookups;
import com.engram.people.Caller;
import com.engram.people.OperatorRole;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The API keys of the current tenant. Also authenticates the caller of a key, before the tenant is known. */
@ApplicationScoped
@Transactional
public class ApiKeys {

    private static final Duration NOTED = Duration.ofMinutes(1);

    /** How long the old key remains valid after a rotation. */
    public static final Duration OVERLAP = Duration.ofDays(7);

    private final EntityManager entities;
    private final Lookups lookups;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ApiKeys(EntityManager entities, Lookups lookups, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.lookups = lookups;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new key with its secret, which is not stored. */
    public record Issued(UUID id, String secret) {}

    @SuppressWarnings("ArrayRecordComponent") // read and dropped, never compared
    private record KeyRow(
            UUID keyId,
            TenantId tenantId,
            byte[] secretHash,
            String scopes,
            boolean live,
            boolean suspended,
            Optional<Instant> lastUsedAt,
            Optional<String> planWithoutApi) {

        Caller toCaller() {
            Caller caller =
                    new Caller(keyId, Optional.of(tenantId), Optional.empty(), Set.of(scopes.split(" ")), suspended);
            return planWithoutApi.map(caller::withoutApi).orElse(caller);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read and dropped, never compared
    private record OperatorKeyRow(UUID operatorId, byte[] secretHash) {

        Caller toCaller() {
            return Caller.operator(operatorId, OperatorRole.ADMINISTRATOR);
        }
    }

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

    /** The key with this id, also one that is no longer valid. */
    public Optional<ApiKey> findKey(UUID id) {
        return Optional.ofNullable(entities.find(ApiKey.class, id));
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

    /**
     * Authenticates a key: the caller is a tenant's integration, or the installation itself, which may do what an
     * administrator may. Empty if the key is not valid.
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Caller> findCaller(String key) {
        return ApiKeyText.parse(key).flatMap(text -> tenantCaller(text).or(() -> operatorCaller(text)));
    }

    private Optional<Caller> tenantCaller(ApiKeyText text) {
        Optional<KeyRow> key =
                lookups.sql("""
                    select key_id, tenant_id, secret_hash, scopes, live, suspended, last_used_at, plan_without_api
                    from find_api_key(:prefix, :now)
                    """).bind("prefix", text.prefix()).bind("now", clock.instant()).list(KeyRow.class).stream()
                        .filter(row ->
                                row.live() == text.live() && SecretToken.matches(text.secret(), row.secretHash()))
                        .findFirst();
        key.ifPresent(this::recordUse);
        return key.map(KeyRow::toCaller);
    }

    private void recordUse(KeyRow key) {
        Instant now = clock.instant();
        if (key.lastUsedAt().filter(used -> !used.isBefore(now.minus(NOTED))).isEmpty()) {
            lookups.sql("select cast(record_api_key_use(:key, :now) as text)")
                    .bind("key", key.keyId())
                    .bind("now", now)
                    .list(String.class);
        }
    }

    private Optional<Caller> operatorCaller(ApiKeyText text) {
        return lookups
                .sql("select operator_id, secret_hash from find_operator_key(:prefix)")
                .bind("prefix", text.prefix())
                .list(OperatorKeyRow.class)
                .stream()
                .filter(row -> SecretToken.matches(text.secret(), row.secretHash()))
                .findFirst()
                .map(OperatorKeyRow::toCaller);
    }
}
