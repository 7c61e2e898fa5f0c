package com.engram.it;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.util.HexFormat;
import org.postgresql.ds.PGSimpleDataSource;

/** Exhausts limits that a test would take too long to reach. */
final class ExhaustedLimits {

    private ExhaustedLimits() {}

    /** A network address whose limits are exhausted, for the header of a proxy. */
    static String address() throws Exception {
        String address = "203.0.113." + (1 + System.nanoTime() % 250);
        limit("sign-in-address", address);
        limit("drawings", address);
        return address;
    }

    /** Exhausts the limit of that name for a key. */
    static void limit(String name, String key) throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        try (Connection owner = TestEnvironment.asOwner()) {
            database.setUrl(owner.getMetaData().getURL());
        }
        database.setUser("postgres");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_limit")
                .build()
                .builder()
                .build(
                        name + ":" + HexFormat.of().formatHex(hash, 0, 16),
                        () -> BucketConfiguration.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(1)
                                        .refillGreedy(1, Duration.ofHours(1))
                                        .build())
                                .build())
                .consumeIgnoringRateLimits(10);
    }
}
