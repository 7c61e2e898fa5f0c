package com.engram.people.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps secrets that have to be read again unreadable in the database and its backups: AES-256-GCM with a key derived
 * from {@code engram.secret}. Sealed bytes are a nonce of 12 bytes, then what AES-GCM makes. While the secret is being
 * replaced, what was sealed with {@code engram.secret.previous} can be opened too.
 */
@ApplicationScoped
public class SecretCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    private final String secret;
    private final Optional<String> previous;

    /**
     * @param secret the installation's secret
     * @param previous the secret that it replaces; empty if it replaces none
     */
    @Inject
    public SecretCipher(
            @ConfigProperty(name = "engram.secret") String secret,
            @ConfigProperty(name = "engram.secret.previous") Optional<String> previous) {
        this.secret = secret;
        this.previous = previous;
    }

    /**
     * Seals it.
     *
     * @param purpose what it is, so that one sealed thing cannot be passed off as another: {@code totp}
     */
    public byte[] seal(String purpose, byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed;
        try {
            sealed = run(Cipher.ENCRYPT_MODE, key(secret, purpose), nonce, open);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encrypt with AES-GCM", e);
        }
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    /**
     * Opens what was sealed for that purpose.
     *
     * @throws IllegalStateException if it was not, or with another secret than the present and the previous one
     */
    public byte[] open(String purpose, byte[] sealed) {
        try {
            return open(secret, purpose, sealed);
        } catch (GeneralSecurityException e) {
            return openWithPrevious(purpose, sealed, e);
        }
    }

    /**
     * What was sealed with the previous secret, sealed with the present one.
     *
     * @return empty if it is sealed with the present secret already
     * @throws IllegalStateException if it was sealed with neither
     */
    Optional<byte[]> renew(String purpose, byte[] sealed) {
        try {
            open(secret, purpose, sealed);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(seal(purpose, openWithPrevious(purpose, sealed, e)));
        }
    }

    private byte[] openWithPrevious(String purpose, byte[] sealed, GeneralSecurityException failure) {
        if (previous.isPresent()) {
            try {
                return open(previous.get(), purpose, sealed);
            } catch (GeneralSecurityException e) {
                failure.addSuppressed(e);
            }
        }
        throw new IllegalStateException("This was not sealed here for " + purpose, failure);
    }

    private static byte[] open(String secret, String purpose, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new GeneralSecurityException("This is too short to be sealed");
        }
        return run(
                Cipher.DECRYPT_MODE,
                key(secret, purpose),
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher.doFinal(bytes);
    }

    private static SecretKey key(String secret, String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return new SecretKeySpec(mac.doFinal(("seal:" + purpose).getBytes(StandardCharsets.UTF_8)), "AES");
    }
}
