package com.engram.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Counts against {@link RateLimit}s, in token buckets that all servers share. Asked outside of transactions. */
@ApplicationScoped
public class RateLimits {

    private static final int REMEMBERED = 2_000;
    private static final int EXPIRED_AT_ONCE = 1_000;

    @Resource(lookup = "jdbc/engram")
    private DataSource dataSource;

    @SuppressWarnings("NullAway.Init")
    private PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    /** Those that are asked all the time, each with what it knows of the shared count. */
    private final Map<String, BucketProxy> frequent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BucketProxy> eldest) {
            return size() > REMEMBERED;
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

    /** Takes one of the limit of that key, exactly. */
    public RateLimitDecision take(RateLimit limit, String key) {
        return verdict(exact(limit, key).tryConsumeAndReturnRemaining(1));
    }

    /** Gives back what was taken for something that turned out well. */
    public void giveBack(RateLimit limit, String key) {
        exact(limit, key).addTokens(1);
    }

    /**
     * Takes one of a large limit. Servers tell each other after a hundredth of it or a second, so that not every
     * request waits for the database; between them they may exceed it by that much.
     */
    public RateLimitDecision takeRoughly(RateLimit limit, String key) {
        BucketProxy bucket = frequent.computeIfAbsent(
                id(limit, key),
                id -> buckets.builder()
                        .withOptimization(Optimizations.delaying(
                                new DelayParameters(Math.max(1, limit.most() / 100), Duration.ofSeconds(1))))
                        .build(id, () -> configuration(limit)));
        return verdict(bucket.tryConsumeAndReturnRemaining(1));
    }

    /** Throws counters away that are full again. */
    public void tidy() {
        while (buckets.removeExpired(EXPIRED_AT_ONCE) == EXPIRED_AT_ONCE) {
            // the next ones
        }
    }

    private BucketProxy exact(RateLimit limit, String key) {
        return buckets.builder().build(id(limit, key), () -> configuration(limit));
    }

    private static BucketConfiguration configuration(RateLimit limit) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit.most())
                        .refillGreedy(limit.most(), limit.period())
                        .build())
                .build();
    }

    private static RateLimitDecision verdict(ConsumptionProbe probe) {
        return new RateLimitDecision(
                probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Hashed, so that the table holds no addresses of people. */
    private static String id(RateLimit limit, String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return limit.name() + ":" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
