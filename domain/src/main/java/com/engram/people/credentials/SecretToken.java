package com.engram.people.credentials;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Random secrets, and the SHA-256 hashes that are stored of them. They have at least 200 random bits, so a fast hash is
 * enough, unlike for passwords.
 */
public final class SecretToken {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";

    private SecretToken() {}

    /** Random letters and digits of 5.75 bits each. */
    public static String random(int length) {
        return RANDOM.ints(length, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    /** The SHA-256 hash of a secret. */
    public static byte[] hash(String secret) {
        return DigestUtils.sha256(secret);
    }

    /** Whether a secret has this hash, compared in constant time. */
    public static boolean matches(String secret, byte[] hash) {
        return MessageDigest.isEqual(hash(secret), hash);
    }
}
