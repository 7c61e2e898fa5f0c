package com.engram.people.sso;

import com.engram.people.Role;

/**
 * A tenant's OpenID Connect provider.
 *
 * @param issuer the issuer URL, below which its metadata is found
 * @param clientId the client id of this installation at the provider
 * @param clientSecret the client secret of this installation at the provider
 * @param role the role of a new member
 * @param required whether all members but the owner must use it
 * @param vouches whether its email addresses are trusted although it does not state that they are verified
 */
public record OidcProvider(
        String issuer, String clientId, String clientSecret, Role role, boolean required, boolean vouches) {

    /** Does not contain the secret. */
    @Override
    public String toString() {
        return "Provider[" + issuer + "]";
    }
}
