package com.engram.web.idempotency;

import com.engram.people.credentials.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers that were given under an Idempotency-Key, kept for a day. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class IdempotentResponses {

    private static final Duration KEPT = Duration.ofDays(1);

    private static final String SEALED_AS = "answer";

    /** A request that has no answer by then died with its server, and may be made again. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private SecretCipher seal;

    @Inject
    private Clock clock;

    /**
     * What is known under a key.
     *
     * @param requestHash of the first request's address and body; null while it is still at work
     * @param status null while the first request is still at work
     * @param mediaType null if the answer has no body
     */
    record Known(
            byte @Nullable [] requestHash,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String mediaType,
            byte[] body) {}

    /** Takes the key for a request that is about to be made; what is known if it was taken before. */
    Optional<Known> take(UUID owner, String key) {
        entities.createNativeQuery("""
                        delete from idempotent_response where tenant_id = :owner
                          and (created_at < :old or key = :key and status is null and created_at < :dead)
                        """)
                .setParameter("owner", owner)
                .setParameter("key", key)
                .setParameter("old", clock.instant().minus(KEPT))
                .setParameter("dead", clock.instant().minus(GIVEN_UP))
                .executeUpdate();
        int taken = entities.createNativeQuery("""
                        insert into idempotent_response (tenant_id, key, created_at)
                        values (:owner, :key, :now) on conflict do nothing
                        """)
                .setParameter("owner", owner)
                .setParameter("key", key)
                .setParameter("now", clock.instant())
                .executeUpdate();
        return taken == 1 ? Optional.empty() : Optional.of(known(owner, key));
    }

    @SuppressWarnings("unchecked")
    private Known known(UUID owner, String key) {
        Stream<Object[]> rows = entities.createNativeQuery("""
                        select request_hash, status, location, media_type, body from idempotent_response
                        where tenant_id = :owner and key = :key
                        """)
                .setParameter("owner", owner)
                .setParameter("key", key)
                .getResultStream();
        return rows.map(row -> new Known(
                        (byte[]) row[0],
                        (Integer) row[1],
                        (String) row[2],
                        (String) row[3],
                        row[4] == null ? new byte[0] : seal.open(SEALED_AS, (byte[]) row[4])))
                .findFirst()
                .orElseThrow();
    }

    /** Keeps the answer that was given; sealed, since it may tell a secret that is shown once. */
    void keep(UUID owner, String key, Known answer) {
        entities.createNativeQuery("""
                        update idempotent_response
                        set request_hash = :hash, status = :status, location = :location, media_type = :type, body = :body
                        where tenant_id = :owner and key = :key
                        """)
                .setParameter("hash", answer.requestHash())
                .setParameter("status", answer.status())
                .setParameter("location", answer.location())
                .setParameter("type", answer.mediaType())
                .setParameter("body", seal.seal(SEALED_AS, answer.body()))
                .setParameter("owner", owner)
                .setParameter("key", key)
                .executeUpdate();
    }

    /** Gives the key back after a failure of ours, so that the client may try again. */
    void giveBack(UUID owner, String key) {
        entities.createNativeQuery("delete from idempotent_response where tenant_id = :owner and key = :key")
                .setParameter("owner", owner)
                .setParameter("key", key)
                .executeUpdate();
    }
}
