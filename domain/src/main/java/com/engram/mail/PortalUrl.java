package com.engram.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The URL of the portal, for links in emails. It is configured and never taken from a request, because the sender of a
 * request chooses its Host header.
 */
@ApplicationScoped
public class PortalUrl {

    private final Optional<String> url;
    private final int port;

    @Inject
    PortalUrl(
            @ConfigProperty(name = "engram.portal.url") Optional<String> url,
            @ConfigProperty(name = "engram.http.port", defaultValue = "9080") int port) {
        this.url = url;
        this.port = port;
    }

    /** The URL of a page. */
    public String at(String path) {
        return origin() + path;
    }

    /** Scheme, host and port. */
    public String origin() {
        return url.map(text -> text.replaceAll("/+$", "")).orElse("http://localhost:" + port);
    }
}
