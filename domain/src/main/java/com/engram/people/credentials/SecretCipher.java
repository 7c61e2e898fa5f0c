package com.engram.people.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps secrets that have to be read again unreadable in the database and its backups: AES-256-GCM with a key derived
 * from {@code engram.secret}. Sealed bytes are a nonce of 12 bytes, then what AES-GCM makes.
 */
@ApplicationScoped
public class SecretCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    private final String secret;

    /** With the installation's own key. */
    @Inject
    public SecretCipher(@ConfigProperty(name = "engram.secret") String secret) {
        this.secret = secret;
    }

    /**
     * Seals it.
     *
     * @param purpose what it is, so that one sealed thing cannot be passed off as another: {@code totp}
     */
    public byte[] seal(String purpose, byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, purpose, nonce, open);
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    /**
     * Opens what was sealed for that purpose.
     *
     * @throws IllegalStateException if it was not, or with another {@code engram.secret}
     */
    public byte[] open(String purpose, byte[] sealed) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new IllegalStateException("This is too short to be sealed here for " + purpose);
        }
        return run(
                Cipher.DECRYPT_MODE,
                purpose,
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private byte[] run(int mode, String purpose, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key(purpose), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This was not sealed here for " + purpose, e);
        }
    }

    private SecretKey key(String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return new SecretKeySpec(mac.doFinal(("seal:" + purpose).getBytes(StandardCharsets.UTF_8)), "AES");
    }
}
