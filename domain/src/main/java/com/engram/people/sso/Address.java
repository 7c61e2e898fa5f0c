package com.engram.people.sso;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps tenants from making this server call what only it can reach. */
@ApplicationScoped
class Address {

    private final boolean allowPrivate;

    @Inject
    Address(@ConfigProperty(name = "engram.sso.allowPrivateAddresses", defaultValue = "false") boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** For the proxy only. */
    Address() {
        this(false);
    }

    /** Whether a provider may live there: by HTTPS, at public addresses only. */
    boolean isAllowed(URI uri) {
        if (uri.getHost() == null) {
            return false;
        }
        if (allowPrivate) {
            return true;
        }
        try {
            return "https".equals(uri.getScheme())
                    && Stream.of(InetAddress.getAllByName(uri.getHost())).noneMatch(Address::isPrivate);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrierGrade;
    }
}
