package com.engram.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host name once per connection, and fails if any of its addresses is not public. The client connects to the
 * addresses that were checked here, so a later change of the name's addresses (DNS rebinding) has no effect.
 */
@ApplicationScoped
class PublicAddressResolver implements DnsResolver {

    /** A host whose last label is a number is an IPv4 address for browsers, in whatever notation. */
    private static final Pattern IPV4_NUMBER = Pattern.compile("(?i)(^|\\.)(\\d+|0x[0-9a-f]*)\\.?$");

    /**
     * The only notation of an IPv4 address that every parser reads alike: four decimal numbers. Others take 0177.0.0.1 for
     * 127.0.0.1 or for 177.0.0.1, and 2130706433 or 127.1 for 127.0.0.1.
     */
    private static final Pattern IPV4_ADDRESS = Pattern.compile("((0|[1-9]\\d{0,2})(\\.(?!$)|$)){4}");

    private final PublicAddressRanges ranges;

    @Inject
    PublicAddressResolver(PublicAddressRanges ranges) {
        this.ranges = ranges;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (IPV4_NUMBER.matcher(host).find() && !IPV4_ADDRESS.matcher(host).matches()) {
            throw new ForbiddenAddressException(host);
        }
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
