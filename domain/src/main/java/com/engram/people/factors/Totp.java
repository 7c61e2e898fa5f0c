package com.engram.people.factors;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * One-time codes of an authenticator app: six digits, a new one every thirty seconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
public final class Totp {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();
    private static final long STEP_SECONDS = CODES.getTimeStep().toSeconds();
    private static final int SECRET_BYTES = 20;

    private Totp() {}

    /** A fresh secret, as long as RFC 4226 recommends (160 bits). */
    public static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** The secret as people type it into an app: base 32. */
    public static String text(byte[] secret) {
        return new Base32().encodeToString(secret);
    }

    /** The address that an app reads from a QR code. */
    public static String uri(byte[] secret, String account) {
        String label =
                URLEncoder.encode("Engram:" + account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + text(secret) + "&issuer=Engram&algorithm=SHA1&digits=6&period="
                + STEP_SECONDS;
    }

    /** The code that an app shows at that time. */
    public static String code(byte[] secret, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(new SecretKeySpec(secret, CODES.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Every secret is a key of HMAC", e);
        }
    }

    /**
     * The time step that a code belongs to: the running one, or a neighbour for a clock that is a little off.
     *
     * @param used the last step that was accepted; it and those before it are not accepted again
     * @return empty if the code is wrong or was used
     */
    public static OptionalLong acceptedStep(byte[] secret, String code, Instant now, long used) {
        String digits = code.replaceAll("\\s", "");
        long step = now.getEpochSecond() / STEP_SECONDS;
        for (long candidate = step - 1; candidate <= step + 1; candidate++) {
            String expected = code(secret, Instant.ofEpochSecond(candidate * STEP_SECONDS));
            boolean same = MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.UTF_8), digits.getBytes(StandardCharsets.UTF_8));
            if (same && candidate > used) {
                return OptionalLong.of(candidate);
            }
        }
        return OptionalLong.empty();
    }
}
