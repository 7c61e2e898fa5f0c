package com.engram.client.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies messages to a webhook endpoint by the Standard Webhooks specification. A message is accepted if one of its
 * signatures was made with one of the secrets, so that secrets can be exchanged without an interruption, and if it is at most
 * five minutes old or early.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
public final class WebhookVerifier {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;
    private final Clock clock;

    /** @param secrets the secret of the endpoint, {@code whsec_...}; during a rotation, the old one too */
    public WebhookVerifier(String... secrets) {
        this(Clock.systemUTC(), secrets);
    }

    /** @param clock tells the age of messages */
    public WebhookVerifier(Clock clock, String... secrets) {
        if (secrets.length == 0) {
            throw new IllegalArgumentException("A secret is needed.");
        }
        this.clock = clock;
        this.keys = Stream.of(secrets).map(WebhookVerifier::key).toList();
    }

    private static SecretKeySpec key(String secret) {
        String encoded = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        return new SecretKeySpec(Base64.getDecoder().decode(encoded), ALGORITHM);
    }

    /** Whether a message is genuine. */
    public sealed interface Verification {}

    /** The message is genuine. */
    public record Genuine() implements Verification {}

    /** The message must not be processed. */
    public record Rejected(Reason reason) implements Verification {}

    /** Why a message was rejected. */
    public enum Reason {
        /** One of the three headers is missing or is not readable. */
        MALFORMED_HEADERS,
        /** The message was signed more than five minutes ago. It may have been recorded and sent again. */
        TOO_OLD,
        /** The message was signed more than five minutes in the future. */
        TOO_EARLY,
        /** No signature was made with a known secret. */
        WRONG_SIGNATURE
    }

    /**
     * Verifies a message.
     *
     * @param id the header {@code webhook-id}
     * @param timestamp the header {@code webhook-timestamp}
     * @param signatures the header {@code webhook-signature}
     * @param body the exact bytes of the body
     */
    public Verification verify(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
        Optional<Instant> signedAt = parse(timestamp);
        if (id == null || id.isEmpty() || signatures == null || signedAt.isEmpty()) {
            return new Rejected(Reason.MALFORMED_HEADERS);
        }
        Duration age = Duration.between(signedAt.get(), clock.instant());
        if (age.compareTo(TOLERANCE) > 0) {
            return new Rejected(Reason.TOO_OLD);
        }
        if (age.compareTo(TOLERANCE.negated()) < 0) {
            return new Rejected(Reason.TOO_EARLY);
        }
        byte[] signed = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        List<byte[]> expected =
                keys.stream().map(key -> sign(key, signed, body)).toList();
        boolean genuine = Stream.of(signatures.split(" "))
                .filter(signature -> signature.startsWith(VERSION))
                .map(signature -> decode(signature.substring(VERSION.length())))
                .flatMap(Optional::stream)
                // MessageDigest compares in constant time, so that the time tells nothing about the signature.
                .anyMatch(given -> expected.stream().anyMatch(each -> MessageDigest.isEqual(each, given)));
        return genuine ? new Genuine() : new Rejected(Reason.WRONG_SIGNATURE);
    }

    private static Optional<Instant> parse(@Nullable String timestamp) {
        return timestamp != null && timestamp.matches("\\d{1,12}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(timestamp)))
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String signature) {
        try {
            return Optional.of(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] sign(SecretKeySpec key, byte[] signed, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(signed);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
