package com.engram.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host name once per connection, and fails if any of its addresses is not public. The client connects to the
 * addresses that were checked here, so a later change of the name's addresses (DNS rebinding) has no effect.
 */
@ApplicationScoped
class PublicAddressResolver implements DnsResolver {

    private final PublicAddressRanges ranges;

    @Inject
    PublicAddressResolver(PublicAddressRanges ranges) {
        this.ranges = ranges;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            if (!ranges.contains(address)) {
                throw new ForbiddenAddressException(host);
            }
        }
        return addresses;
    }

    /** Whether all addresses of a host are in networks that the operator allows. */
    boolean isAllowedByOperator(String host) {
        try {
            return Stream.of(lookUp(host)).allMatch(ranges::isAllowed);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The addresses that the name server returns now. */
    InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
