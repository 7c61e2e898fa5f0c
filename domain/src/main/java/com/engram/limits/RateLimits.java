package com.engram.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.BucketNotFoundException;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.github.bucket4j.util.concurrent.batch.BatchHelper.BatchFailedException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;

/** Counts permits of {@link RateLimit}s in token buckets that all servers share. Call it outside of transactions. */
@ApplicationScoped
public class RateLimits {

    private static final int ID_LENGTH = 32;
    private static final int MAX_CACHED = 2_000;
    private static final int DELETE_BATCH = 1_000;

    @Resource(lookup = "jdbc/engram")
    private DataSource dataSource;

    @SuppressWarnings("NullAway.Init")
    private PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    /** Buckets of cached requests, each with its local part of the shared count. */
    private final Map<String, BucketProxy> cached = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BucketProxy> eldest) {
            return size() > MAX_CACHED;
        }
    });

    @PostConstruct
    void prepare() {
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_limit")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
    }

    /** Consumes a permit of a key. The count is exact. */
    public RateLimitDecision tryConsume(RateLimit limit, String key) {
        return decision(exact(limit, key).tryConsumeAndReturnRemaining(1));
    }

    /** Returns a permit that was consumed. */
    public void refund(RateLimit limit, String key) {
        exact(limit, key).addTokens(1);
    }

    /**
     * Consumes a permit of a large limit. Servers synchronize after a hundredth of the limit or a second, so that not every
     * request waits for the database. Together they may exceed the limit by that much.
     */
    public RateLimitDecision tryConsumeApproximately(RateLimit limit, String key) {
        BucketProxy bucket = cached.computeIfAbsent(
                id(limit, key),
                id -> buckets.builder()
                        .withOptimization(Optimizations.delaying(
                                new DelayParameters(Math.max(1, limit.capacity() / 100), Duration.ofSeconds(1))))
                        .build(id, () -> configuration(limit)));
        try {
            return decision(bucket.tryConsumeAndReturnRemaining(1));
        } catch (BatchFailedException e) {
            if (e.getCause() instanceof BucketNotFoundException) {
                // The library creates a missing bucket for a single call, but not for calls that came at once.
                return tryConsume(limit, key);
            }
            throw e;
        }
    }

    /** Deletes buckets that are full again. */
    public void deleteUnused() {
        while (buckets.removeExpired(DELETE_BATCH) == DELETE_BATCH) {
            // Delete the next ones.
        }
    }

    private BucketProxy exact(RateLimit limit, String key) {
        return buckets.builder().build(id(limit, key), () -> configuration(limit));
    }

    private static BucketConfiguration configuration(RateLimit limit) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit.capacity())
                        .refillGreedy(limit.capacity(), limit.period())
                        .build())
                .build();
    }

    private static RateLimitDecision decision(ConsumptionProbe probe) {
        return new RateLimitDecision(
                probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** The hash of the key, so that the table contains no email or IP addresses. */
    private static String id(RateLimit limit, String key) {
        return limit.name() + ":" + DigestUtils.sha256Hex(key).substring(0, ID_LENGTH);
    }
}
