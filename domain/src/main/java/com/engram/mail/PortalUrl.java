package com.engram.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
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

    /** Whether the portal's host is this machine, so that no other machine is meant to open it. */
    public boolean isLocal() {
        String host = String.valueOf(URI.create(origin()).getHost());
        return host.equals("localhost") || host.matches("127(\\.\\d+){3}") || host.equals("[::1]");
    }

    /** Scheme, host and port. */
    public String origin() {
        return url.map(text -> text.replaceAll("/+$", "")).orElse("http://localhost:" + port);
    }
}
