package com.engram.web.cookies;

import com.engram.web.RequestPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
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

    /** The token for this browser. Sets a cookie on a browser that has none yet. */
    public String token(HttpServletRequest request, HttpServletResponse response) {
        return hmac(browserId(request).orElseGet(() -> {
            String visitor = newVisitorId();
            BrowserCookie.VISITOR.set(request, response, visitor);
            // A page may ask for the token more than once, before the browser can send the cookie.
            request.setAttribute(ATTRIBUTE, visitor);
            return visitor;
        }));
    }

    /** Whether a token was issued to this browser. */
    public boolean matches(HttpServletRequest request, @Nullable String token) {
        return token != null
                && browserId(request)
                        .filter(browser -> MessageDigest.isEqual(
                                hmac(browser).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
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

    private String hmac(String browser) {
        return Base64.encodeBase64URLSafeString(
                new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmac("csrf:" + browser));
    }
}
