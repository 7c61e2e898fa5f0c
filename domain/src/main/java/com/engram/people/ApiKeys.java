package com.engram.people;

import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of the entered tenant's integrations, and who is behind a key. */
@ApplicationScoped
@Transactional
public class ApiKeys {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** A key as made: the only time that its secret is told. */
    public record Issued(UUID id, String secret) {}

    /** Makes a live key with these permissions for the entered tenant. */
    public Issued issue(String name, Set<String> permissions) {
        KeyText text = KeyText.random(true);
        ApiKey key = new ApiKey(name, text, new TreeSet<>(permissions), clock.instant());
        entities.persist(key);
        return new Issued(key.id(), text.toString());
    }

    /** The keys that still open something, the newest first. */
    public List<ApiKey> listKeys() {
        return entities.createQuery("from ApiKey where revokedAt is null order by createdAt desc", ApiKey.class)
                .getResultList();
    }

    /** Revokes a key from the next request on; false if the entered tenant has none of that id. */
    public boolean revoke(UUID id) {
        Optional<ApiKey> key = Optional.ofNullable(entities.find(ApiKey.class, id));
        key.ifPresent(found -> found.revoke(clock.instant()));
        return key.isPresent();
    }

    /** Who is behind a key: a tenant's integration, or the operator. */
    public Optional<Caller> findCaller(String key) {
        return KeyText.parse(key).flatMap(text -> tenantCaller(text).or(() -> operatorCaller(text)));
    }

    @SuppressWarnings("unchecked")
    private Optional<Caller> tenantCaller(KeyText text) {
        Stream<Object[]> rows = entities.createNativeQuery(
                        "select key_id, tenant_id, secret_hash, scopes, suspended, live from find_api_key(:prefix, :now)")
                .setParameter("prefix", text.prefix())
                .setParameter("now", clock.instant())
                .getResultStream();
        return rows.filter(row -> Secret.matches(text.secret(), (byte[]) row[2]) && row[5].equals(text.live()))
                .findFirst()
                .map(row -> new Caller(
                        (UUID) row[0],
                        Optional.of(new TenantId((UUID) row[1])),
                        Optional.empty(),
                        Stream.of(((String) row[3]).split(" ")).collect(Collectors.toSet()),
                        (Boolean) row[4]));
    }

    @SuppressWarnings("unchecked")
    private Optional<Caller> operatorCaller(KeyText text) {
        Stream<Object[]> rows = entities.createNativeQuery(
                        "select operator_id, secret_hash from find_operator_key(:prefix)")
                .setParameter("prefix", text.prefix())
                .getResultStream();
        return rows.filter(row -> Secret.matches(text.secret(), (byte[]) row[1]))
                .findFirst()
                .map(row -> new Caller(
                        (UUID) row[0], Optional.empty(), Optional.empty(), Set.of(Permission.OPERATE), false));
    }
}
