package com.engram.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Cookies as the server seals them, made here so that their time can be any. */
final class TestEncryptedCookies {

    private static final int NONCE_BYTES = 12;

    private TestEncryptedCookies() {}

    /** A cookie of that name and text, good until then. */
    static String cookie(String name, String text, Instant until) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key("seal:cookie " + name), new GCMParameterSpec(128, nonce));
        byte[] sealed = cipher.doFinal((until.getEpochSecond() + " " + text).getBytes(StandardCharsets.UTF_8));
        byte[] all = new byte[NONCE_BYTES + sealed.length];
        System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private static SecretKeySpec key(String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TestEnvironment.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "AES");
    }
}
