package com.engram.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sets the headers by which browsers protect a page: it loads scripts and styles of this server only, and images of this
 * server and of the object store.
 */
public class SecurityHeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    @ConfigProperty(name = "engram.storage.publicUrl")
    private transient Optional<URI> storeUrl;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String storeOrigin = storeUrl.map(uri -> " " + uri.getScheme() + "://" + uri.getAuthority())
                .orElse("");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: data:"
                        + storeOrigin + "; connect-src 'self'" + storeOrigin
                        + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        chain.doFilter(request, response);
    }
}
