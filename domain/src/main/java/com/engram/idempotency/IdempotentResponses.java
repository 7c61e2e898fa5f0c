package com.engram.idempotency;

import com.engram.database.Database;
import com.engram.database.SqlStatement;
import com.engram.people.credentials.SecretCipher;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The responses that were given under an Idempotency-Key, stored for a day. A request claims its key first, so that of two
 * equal requests at the same time only one is executed. Its server {@linkplain #renew renews} the claim while the request
 * runs, however long that is; the claim of a server that died expires.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class IdempotentResponses {

    /** How long a claim holds without being renewed. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration RETENTION = Duration.ofDays(1);
    private static final String ENCRYPTION_PURPOSE = "answer";

    private final Database database;
    private final SecretCipher cipher;
    private final Clock clock;

    @Inject
    IdempotentResponses(Database database, SecretCipher cipher, Clock clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** A row; its body is encrypted, because it may contain a secret that is shown once. */
    private record Row(
            byte @Nullable [] targetHash,
            byte @Nullable [] requestHash,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String mediaType,
            byte @Nullable [] body) {}

    /**
     * Claims a key for a request that is about to be executed.
     *
     * @param owner the tenant, or the operator, whose key it is
     * @param targetHash SHA-256 of the request's method and path
     */
    public ClaimResult claim(UUID owner, String key, byte[] targetHash) {
        database.sql("""
            delete from idempotent_response where tenant_id = :owner
              and (created_at < :expired
                or key = :key and status is null and coalesce(claimed_until, created_at) < :now)
            """)
                .bind("owner", owner)
                .bind("key", key)
                .bind("expired", clock.instant().minus(RETENTION))
                .bind("now", clock.instant())
                .update();
        Claim claim = new Claim(owner, key, UUID.randomUUID());
        int claimed = database.sql("""
            insert into idempotent_response (tenant_id, key, created_at, claim_token, claimed_until, target_hash)
            values (:owner, :key, :now, :token, :until, :target) on conflict do nothing
            """)
                .bindAll(claim)
                .bind("now", clock.instant())
                .bind("until", clock.instant().plus(LEASE))
                .bind("target", targetHash)
                .update();
        return claimed == 1 ? new ClaimResult.Claimed(claim) : read(claim);
    }

    private ClaimResult read(Claim attempt) {
        Optional<Row> found = database.sql("""
            select target_hash, request_hash, status, location, media_type, body from idempotent_response
            where tenant_id = :owner and key = :key
            """)
                .bind("owner", attempt.owner())
                .bind("key", attempt.key())
                .find(Row.class);
        // The other request may have released the key since this one failed to claim it.
        Row row = found.orElse(new Row(null, null, null, null, null, null));
        if (row.status() == null || row.requestHash() == null) {
            return new ClaimResult.Running(
                    row.targetHash() == null ? new byte[0] : row.targetHash(), row.requestHash());
        }
        byte[] body = row.body() == null ? new byte[0] : cipher.open(ENCRYPTION_PURPOSE, row.body());
        return new ClaimResult.Finished(
                new StoredResponse(row.requestHash(), row.status(), row.location(), row.mediaType(), body));
    }

    /** Stores the hash of the running request's body, so that a request with another body is refused while it runs. */
    public void recordRequest(Claim claim, byte[] requestHash) {
        database.sql("""
            update idempotent_response set request_hash = :hash
            where tenant_id = :owner and key = :key and claim_token = :token
            """).bindAll(claim).bind("hash", requestHash).update();
    }

    /** Extends claims of requests that are still running. */
    @AsOperator
    public void renew(Collection<UUID> tokens) {
        database.sql("""
            update idempotent_response set claimed_until = :until
            where claim_token = any(:tokens) and status is null
            """)
                .bind("until", clock.instant().plus(LEASE))
                .bind("tokens", tokens)
                .update();
    }

    /** Stores the response of the request that has the claim. Does nothing if the claim was lost. */
    public void store(Claim claim, StoredResponse response) {
        update(claim, response);
    }

    /**
     * Stores the response in the transaction of the request's effect, so that both are committed or neither. An operator's
     * request may have its effect in the scope of a tenant.
     *
     * @throws ClaimLostException if the claim has expired and another request has taken the key
     */
    @Transactional(TxType.MANDATORY)
    public void storeWithEffect(Claim claim, StoredResponse response) {
        boolean isInOtherScope = Scope.tenant()
                .filter(tenant -> !tenant.value().equals(claim.owner()))
                .isPresent();
        if ((isInOtherScope ? storeFromOtherScope(claim, response) : update(claim, response)) == 0) {
            throw new ClaimLostException(claim.key());
        }
    }

    private int update(Claim claim, StoredResponse response) {
        return bound(claim, response, """
            update idempotent_response
            set request_hash = :hash, status = :status, location = :location, media_type = :type, body = :body
            where tenant_id = :owner and key = :key and claim_token = :token
            """).update();
    }

    /** Row-level security hides the owner's rows from the scope of a tenant. */
    private int storeFromOtherScope(Claim claim, StoredResponse response) {
        return bound(claim, response, """
            select store_idempotent_response(:owner, :key, :token, :hash, :status, cast(:location as text),
              cast(:type as text), :body)
            """).get(Integer.class);
    }

    private SqlStatement bound(Claim claim, StoredResponse response, String sql) {
        return database.sql(sql)
                .bind("hash", response.requestHash())
                .bind("status", response.status())
                .bind("location", response.location())
                .bind("type", response.mediaType())
                .bind("body", cipher.seal(ENCRYPTION_PURPOSE, response.body()))
                .bindAll(claim);
    }

    /** Releases the key of a request whose response is not kept, so that the client can try again. */
    public void release(Claim claim) {
        database.sql("""
            delete from idempotent_response
            where tenant_id = :owner and key = :key and claim_token = :token and status is null
            """).bindAll(claim).update();
    }
}
