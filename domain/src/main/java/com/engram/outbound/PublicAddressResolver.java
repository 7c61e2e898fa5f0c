package com.engram.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name once for each connection, and refuses it if any of its addresses is not the public's. The client
 * connects to the very addresses that were checked here, so a name that answers otherwise the next time gains nothing.
 */
@ApplicationScoped
class PublicAddressResolver implements DnsResolver {

    private final PublicAddressRanges network;

    @Inject
    PublicAddressResolver(PublicAddressRanges network) {
        this.network = network;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            if (!network.contains(address)) {
                throw new ForbiddenAddressException(host);
            }
        }
        return addresses;
    }

    /** Whether every address of a name is one that the operator allows by name of its network. */
    boolean isAllowedByOperator(String host) {
        try {
            return Stream.of(lookUp(host)).allMatch(network::isAllowed);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What the name server answers at this moment. */
    InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
