package com.engram.outbound;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides which addresses are public. Addresses in IANA's special-purpose registries are not, and neither are IPv6
 * addresses outside of global unicast.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 special-purpose registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6 special-purpose registry</a>
 */
@ApplicationScoped
class PublicAddressRanges {

    private static final List<IPAddress> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20");

    private static final IPAddress GLOBAL_UNICAST = networks("2000::/3").get(0);

    private final IPAddressGenerator generator = new IPAddressGenerator();

    private final List<String> allow;

    @Inject
    PublicAddressRanges(@ConfigProperty(name = "engram.outbound.allow") Optional<List<String>> allow) {
        this.allow = allow.orElse(List.of());
    }

    /** Whether calls to an address are allowed. */
    boolean contains(InetAddress address) {
        IPAddress requested = generator.from(address);
        return isAllowed(requested) || isPublic(requested);
    }

    /** Whether the operator allows an address, public or not. */
    boolean isAllowed(InetAddress address) {
        return isAllowed(generator.from(address));
    }

    static boolean isPublic(IPAddress requested) {
        return (requested.isIPv4() || GLOBAL_UNICAST.contains(requested))
                && SPECIAL.stream().noneMatch(network -> network.contains(requested));
    }

    private boolean isAllowed(IPAddress requested) {
        return allow.stream()
                .map(network -> new IPAddressString(network.strip()).getAddress())
                .anyMatch(network -> network != null && network.contains(requested));
    }

    private static List<IPAddress> networks(String... texts) {
        return Stream.of(texts)
                .map(text -> new IPAddressString(text).getAddress().toPrefixBlock())
                .toList();
    }
}
