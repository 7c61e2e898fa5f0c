package com.engram.web.idempotency;

import com.engram.database.Database;
import com.engram.people.credentials.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The responses that were given under an Idempotency-Key, stored for a day. A request claims its key first, so that of two
 * equal requests at the same time only one is executed.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class IdempotentResponses {

    private static final Duration RETENTION = Duration.ofDays(1);

    /** A request without a response by then ended with its server. Its key can be claimed again. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

    private static final String ENCRYPTION_PURPOSE = "answer";

    @Inject
    private Database database;

    @Inject
    private SecretCipher cipher;

    @Inject
    private Clock clock;

    /**
     * What is stored under a key.
     *
     * @param requestHash SHA-256 of the first request's path and body; null until that request has its response
     * @param status null until the first request has its response
     * @param mediaType null if the response has no body
     */
    record StoredResponse(
            byte @Nullable [] requestHash,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String mediaType,
            byte[] body) {}

    /** A row; its body is encrypted, because it may contain a secret that is shown once. */
    private record Row(
            byte @Nullable [] requestHash,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String mediaType,
            byte @Nullable [] body) {}

    /** Claims a key for a request that is about to be executed; what is stored if the key was claimed before. */
    Optional<StoredResponse> claim(UUID owner, String key) {
        database.sql("""
            delete from idempotent_response where tenant_id = :owner
              and (created_at < :expired or key = :key and status is null and created_at < :abandoned)
            """)
                .bind("owner", owner)
                .bind("key", key)
                .bind("expired", clock.instant().minus(RETENTION))
                .bind("abandoned", clock.instant().minus(ABANDONED_AFTER))
                .update();
        int claimed = database.sql("""
            insert into idempotent_response (tenant_id, key, created_at)
            values (:owner, :key, :now) on conflict do nothing
            """)
                .bind("owner", owner)
                .bind("key", key)
                .bind("now", clock.instant())
                .update();
        return claimed == 1 ? Optional.empty() : Optional.of(getResponse(owner, key));
    }

    private StoredResponse getResponse(UUID owner, String key) {
        Row row = database.sql("""
            select request_hash, status, location, media_type, body from idempotent_response
            where tenant_id = :owner and key = :key
            """).bind("owner", owner).bind("key", key).get(Row.class);
        byte[] body = row.body() == null ? new byte[0] : cipher.open(ENCRYPTION_PURPOSE, row.body());
        return new StoredResponse(row.requestHash(), row.status(), row.location(), row.mediaType(), body);
    }

    /** Stores the response of the request that claimed the key. */
    void store(UUID owner, String key, StoredResponse response) {
        database.sql("""
            update idempotent_response
            set request_hash = :hash, status = :status, location = :location, media_type = :type, body = :body
            where tenant_id = :owner and key = :key
            """)
                .bind("hash", response.requestHash())
                .bind("status", response.status())
                .bind("location", response.location())
                .bind("type", response.mediaType())
                .bind("body", cipher.seal(ENCRYPTION_PURPOSE, response.body()))
                .bind("owner", owner)
                .bind("key", key)
                .update();
    }

    /** Releases the key after a failure of the server, so that the client can try again. */
    void release(UUID owner, String key) {
        database.sql("delete from idempotent_response where tenant_id = :owner and key = :key")
                .bind("owner", owner)
                .bind("key", key)
                .update();
    }
}
