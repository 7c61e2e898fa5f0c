package com.engram.people.sso;

import com.engram.people.Role;

/**
 * A tenant's provider.
 *
 * @param issuer its address, under which it tells about itself
 * @param clientId what it knows us by
 * @param clientSecret what proves us to it
 * @param role what somebody who first comes by it becomes
 * @param required whether all but the owner must come by it
 * @param vouches whether its addresses count although it does not say of each that it is confirmed
 */
public record OidcProvider(
        String issuer, String clientId, String clientSecret, Role role, boolean required, boolean vouches) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Provider[" + issuer + "]";
    }
}
