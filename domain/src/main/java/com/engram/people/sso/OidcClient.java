package com.engram.people.sso;

import com.engram.outbound.PublicHttpClient;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client for OpenID Connect providers: the authorization code flow with PKCE, state and nonce.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core</a>
 */
@ApplicationScoped
public class OidcClient {

    private static final int MAX_ANSWER_LENGTH = 1 << 20;

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MAX_REMEMBERED = 1_000;

    private final PublicHttpClient web;
    private final Clock clock;

    private final Map<String, Met> met = new ConcurrentHashMap<>();

    @Inject
    OidcClient(PublicHttpClient web, Clock clock) {
        this.web = web;
        this.clock = clock;
    }

    private record Met(OIDCProviderMetadata metadata, Instant until) {}

    /**
     * An authorization request.
     *
     * @param url the provider's URL for the browser
     * @param kept the values to keep until the browser returns
     */
    public record Asked(URI url, Kept kept) {}

    /** The secret values of an authorization request. */
    public record Kept(String state, String nonce, String verifier) {}

    /** The person whom the provider has authenticated. */
    public record Identity(String subject, String email, String name) {}

    /** The provider cannot be reached, or its response is not valid. */
    public static final class ProviderException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean unavailable;

        /** The reason, for the person who configured the provider. */
        public ProviderException(String message, Exception cause) {
            super(message, cause);
            this.unavailable = false;
        }

        ProviderException(String message) {
            this(message, false);
        }

        private ProviderException(String message, boolean unavailable) {
            super(message);
            this.unavailable = unavailable;
        }

        /** Whether the provider did not respond, so that the same request may succeed later. */
        public boolean isUnavailable() {
            return unavailable;
        }
    }

    /** Prepares an authorization request. */
    public Asked ask(OidcProvider provider, URI callback) throws ProviderException {
        OIDCProviderMetadata metadata = metadata(provider.issuer());
        Kept kept = new Kept(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "email", "profile"),
                        new ClientID(provider.clientId()),
                        callback)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(new State(kept.state()))
                .nonce(new Nonce(kept.nonce()))
                .codeChallenge(new CodeVerifier(kept.verifier()), CodeChallengeMethod.S256)
                .build();
        return new Asked(request.toURI(), kept);
    }

    /** Exchanges the authorization code for the person's identity. */
    public Identity identify(OidcProvider provider, URI callback, String code, Kept kept) throws ProviderException {
        OIDCProviderMetadata metadata = metadata(provider.issuer());
        TokenRequest request = new TokenRequest(
                allowed(metadata.getTokenEndpointURI()),
                new ClientSecretBasic(new ClientID(provider.clientId()), new Secret(provider.clientSecret())),
                new AuthorizationCodeGrant(new AuthorizationCode(code), callback, new CodeVerifier(kept.verifier())));
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw new ProviderException("The provider refused the code: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            JWT token = response.toSuccessResponse().getTokens().toOIDCTokens().getIDToken();
            return identity(provider, verified(provider, metadata, token, kept));
        } catch (ParseException e) {
            throw new ProviderException("The provider's answer cannot be read", e);
        }
    }

    private IDTokenClaimsSet verified(OidcProvider provider, OIDCProviderMetadata metadata, JWT token, Kept kept)
            throws ProviderException {
        try {
            JWKSet keys = JWKSet.parse(read(allowed(metadata.getJWKSetURI())));
            JWSAlgorithm algorithm =
                    JWSAlgorithm.parse(token.getHeader().getAlgorithm().getName());
            if (!JWSAlgorithm.Family.SIGNATURE.contains(algorithm)) {
                throw new ProviderException("The provider's token is not signed with a public key");
            }
            return new IDTokenValidator(metadata.getIssuer(), new ClientID(provider.clientId()), algorithm, keys)
                    .validate(token, new Nonce(kept.nonce()));
        } catch (java.text.ParseException
                | com.nimbusds.jose.JOSEException
                | com.nimbusds.jose.proc.BadJOSEException e) {
            throw new ProviderException("The provider's token does not hold: " + e.getMessage(), e);
        }
    }

    /** An email address gives access to its memberships, so it counts only if the provider states that it is verified. */
    private static Identity identity(OidcProvider provider, IDTokenClaimsSet claims) throws ProviderException {
        String email = claims.getStringClaim("email");
        // Some providers send the claim as a string.
        String confirmed = String.valueOf(claims.getClaim("email_verified"));
        boolean unsaid = claims.getClaim("email_verified") == null;
        if (email == null || !(confirmed.equals("true") || (unsaid && provider.vouches()))) {
            throw new ProviderException("The provider tells no confirmed e-mail address");
        }
        return new Identity(
                claims.getSubject().getValue(),
                email,
                Optional.ofNullable(claims.getStringClaim("name")).orElse(email));
    }

    /**
     * Fetches a provider's metadata, without the cache.
     *
     * @throws ProviderException if it does not respond, or its response is not valid metadata
     */
    public void meet(OidcProvider provider) throws ProviderException {
        remember(provider.issuer(), askAnew(provider.issuer()));
    }

    /** The provider's metadata, cached for some minutes, so that visitors cannot cause a call for each request. */
    private OIDCProviderMetadata metadata(String issuer) throws ProviderException {
        Met known = met.get(issuer);
        if (known != null && known.until().isAfter(clock.instant())) {
            return known.metadata();
        }
        return remember(issuer, askAnew(issuer));
    }

    private OIDCProviderMetadata remember(String issuer, OIDCProviderMetadata metadata) {
        if (met.size() >= MAX_REMEMBERED) {
            met.clear();
        }
        met.put(issuer, new Met(metadata, clock.instant().plus(REMEMBERED)));
        return metadata;
    }

    private OIDCProviderMetadata askAnew(String issuer) throws ProviderException {
        try {
            URI uri =
                    allowed(OIDCProviderMetadata.resolveURL(new Issuer(issuer)).toURI());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(read(uri));
            if (!metadata.getIssuer().getValue().equals(issuer)) {
                throw new ProviderException("The provider calls itself " + metadata.getIssuer() + ", not " + issuer);
            }
            return metadata;
        } catch (GeneralException | URISyntaxException e) {
            throw new ProviderException("The provider does not answer at " + issuer, e);
        } catch (IllegalArgumentException e) {
            throw new ProviderException("This is not the URL of a provider: " + issuer, e);
        }
    }

    private String read(URI uri) throws ProviderException {
        HTTPResponse response = send(new HTTPRequest(HTTPRequest.Method.GET, uri));
        if (response.getStatusCode() != HTTPResponse.SC_OK) {
            throw new ProviderException("The provider answered " + response.getStatusCode() + " at " + uri);
        }
        return response.getBody();
    }

    private URI allowed(URI uri) throws ProviderException {
        Optional<String> findRefusal = web.findRefusalReasonForSecret(uri.toString());
        if (findRefusal.isPresent()) {
            throw new ProviderException("The provider cannot be asked at " + uri + ": " + findRefusal.get());
        }
        return uri;
    }

    /** Sends a request only to the addresses that were checked: no name is resolved twice, and no redirect is followed. */
    private HTTPResponse send(HTTPRequest request) throws ProviderException {
        Map<String, String> headers = new HashMap<>();
        request.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String body = Optional.ofNullable(request.getBody()).orElse("");
        PublicHttpClient.HttpResult answer =
                web.send(request.getMethod().name(), request.getURI(), headers, body, MAX_ANSWER_LENGTH);
        if (!(answer instanceof PublicHttpClient.ReceivedResponse told)) {
            throw new ProviderException("The provider does not answer at " + request.getURI(), true);
        }
        HTTPResponse response = new HTTPResponse(told.status());
        told.headers().forEach(response::setHeader);
        response.setBody(told.body());
        return response;
    }
}
