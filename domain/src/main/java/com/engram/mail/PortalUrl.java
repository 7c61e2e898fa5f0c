package com.engram.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where people reach the portal, for the links in letters. Configured, never taken from a request: its Host header
 * is the sender's word.
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

    /** The address of a page. */
    public String at(String path) {
        return origin() + path;
    }

    /** Scheme, host and port. */
    public String origin() {
        return url.map(text -> text.replaceAll("/+$", "")).orElse("http://localhost:" + port);
    }
}
