package com.engram.web.cookies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The token that a page's forms carry: an HMAC of the browser's own cookie, so that no other site can know it and no
 * server has to remember it.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">
 *     OWASP, signed double-submit cookie</a>
 */
@ApplicationScoped
public class CsrfTokens {

    private static final String ATTRIBUTE = CsrfTokens.class.getName();

    private final SecureRandom random = new SecureRandom();

    @Inject
    @ConfigProperty(name = "engram.secret")
    private String secret;

    /** The token for this browser; sets a cookie on one that has none. */
    public String token(HttpServletRequest request, HttpServletResponse response) {
        String browser = browser(request).orElseGet(() -> {
            String fresh = freshVisitor();
            SessionCookie.setVisitor(request, response, fresh);
            request.setAttribute(ATTRIBUTE, fresh);
            return fresh;
        });
        return hmac(browser);
    }

    public boolean matches(HttpServletRequest request, @Nullable String given) {
        return given != null
                && browser(request)
                        .filter(browser -> MessageDigest.isEqual(
                                hmac(browser).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    private static Optional<String> browser(HttpServletRequest request) {
        return (OperatorCookie.isConsole(request) ? OperatorCookie.find(request) : SessionCookie.session(request))
                .or(() -> SessionCookie.visitor(request))
                .or(() -> Optional.ofNullable((String) request.getAttribute(ATTRIBUTE)));
    }

    private String freshVisitor() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String hmac(String browser) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(("csrf:" + browser).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
