package com.engram.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name once for each connection, and refuses it if any of its addresses is not the public's. The client
 * connects to the very addresses that were checked here, so a name that answers otherwise the next time gains nothing.
 */
@ApplicationScoped
class PublicNames implements DnsResolver {

    @Inject
    private PublicNetwork network;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!network.contains(address)) {
                throw new ForbiddenAddressException(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
