package com.engram.web.cookies;

import com.engram.web.RequestPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that the forms of a page carry. A token is an HMAC of the browser's own cookie: another site cannot know
 * it, and the server does not have to store it.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">
 *     OWASP, signed double-submit cookie</a>
 */
@ApplicationScoped
public class CsrfTokens {

    private static final String ATTRIBUTE = CsrfTokens.class.getName();
    private static final int VISITOR_BYTES = 24;

    private final SecureRandom random = new SecureRandom();

    @Inject
    @ConfigProperty(name = "engram.secret")
    private String secret;

    @Inject
    @ConfigProperty(name = "engram.secret.previous")
    private Optional<String> previous;

    /**
     * The token for this browser, masked with random bytes, so that it differs in each response: the size of a compressed page
     * would reveal a token that stays the same (BREACH). Sets a cookie on a browser that has none yet.
     */
    public String token(HttpServletRequest request, HttpServletResponse response) {
        return masked(hmac(secret, browserId(request).orElseGet(() -> {
            String visitor = newVisitorId();
            BrowserCookie.VISITOR.set(request, response, visitor);
            // A page may ask for the token more than once, before the browser can send the cookie.
            request.setAttribute(ATTRIBUTE, visitor);
            return visitor;
        })));
    }

    /** Whether a token was issued to this browser. */
    public boolean matches(HttpServletRequest request, @Nullable String token) {
        return token != null
                && browserId(request)
                        .filter(browser -> isOf(secret, browser, token)
                                || previous.filter(old -> isOf(old, browser, token))
                                        .isPresent())
                        .isPresent();
    }

    private static Optional<String> browserId(HttpServletRequest request) {
        BrowserCookie session = RequestPaths.isConsole(request) ? BrowserCookie.OPERATOR : BrowserCookie.SESSION;
        return session.find(request)
                .or(() -> BrowserCookie.VISITOR.find(request))
                .or(() -> Optional.ofNullable((String) request.getAttribute(ATTRIBUTE)));
    }

    private String newVisitorId() {
        byte[] bytes = new byte[VISITOR_BYTES];
        random.nextBytes(bytes);
        return Base64.encodeBase64URLSafeString(bytes);
    }

    private static boolean isOf(String secret, String browser, String token) {
        return MessageDigest.isEqual(hmac(secret, browser), unmasked(token));
    }

    private static byte[] hmac(String secret, String browser) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmac("csrf:" + browser);
    }

    /** Random bytes, and the exclusive or of these and the token. */
    private String masked(byte[] token) {
        byte[] mask = new byte[token.length];
        random.nextBytes(mask);
        return Base64.encodeBase64URLSafeString(concat(mask, xor(mask, token)));
    }

    private static byte[] unmasked(String text) {
        byte[] both = Base64.decodeBase64(text);
        int half = both.length / 2;
        return xor(Arrays.copyOf(both, half), Arrays.copyOfRange(both, half, 2 * half));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }
}
