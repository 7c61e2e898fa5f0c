package com.engram.portal.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.mail.PortalUrl;
import com.engram.people.signin.SessionOrigin;
import com.engram.people.signin.Throttle;
import com.engram.people.sso.OidcClient;
import com.engram.people.sso.OidcClient.ProviderException;
import com.engram.people.sso.OidcProvider;
import com.engram.people.sso.SignInWithProvider;
import com.engram.people.sso.SingleSignOn;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.PublicId;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.EncryptedCookies;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sign-in with a tenant's OpenID Connect provider: the redirect to it and the callback. */
@Path("/sso")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SingleSignOnPage {

    public static final String CALLBACK = "/sso/callback";

    private static final int RETRY_AFTER_SECONDS = 10;
    private static final Logger LOG = Logger.getLogger(SingleSignOnPage.class.getName());

    @Inject
    private SingleSignOn singleSignOn;

    @Inject
    private OidcClient oidcClient;

    @Inject
    private SignInWithProvider signInWithProvider;

    @Inject
    private Throttle throttle;

    @Inject
    private PortalUrl portal;

    @Inject
    private EncryptedCookies cookies;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    @Path("{tenant}")
    @PermitAll
    public Response start(@PathParam("tenant") String tenant) {
        TenantId id = PublicId.TENANT.parse(tenant).map(TenantId::new).orElseThrow(NotFoundException::new);
        OidcProvider provider = getProvider(id);
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision, view(TooManyAttempts.message(decision, RequestLanguage.messages(request))));
        }
        try {
            OidcClient.Asked asked = oidcClient.ask(provider, URI.create(portal.at(CALLBACK)));
            OidcClient.Kept kept = asked.kept();
            String text = String.join(" ", id.value().toString(), kept.state(), kept.nonce(), kept.verifier());
            cookies.set(request, response, BrowserCookie.SINGLE_SIGN_ON, text);
            return Response.seeOther(asked.url()).build();
        } catch (ProviderException e) {
            return failed(e);
        }
    }

    /**
     * A page between a form and the provider. The content security policy's form-action keeps a form's response from
     * redirecting to another site; a page may.
     */
    @GET
    @Path("{tenant}/on")
    @PermitAll
    public Response redirectToProvider(@PathParam("tenant") String tenant) {
        TenantId id = PublicId.TENANT.parse(tenant).map(TenantId::new).orElseThrow(NotFoundException::new);
        getProvider(id);
        String there = "/sso/" + tenant;
        return Response.ok(View.of("sso-on", Map.of("there", there)))
                .header("Refresh", "0;url=" + there)
                .build();
    }

    @GET
    @Path("callback")
    @PermitAll
    public Response callback(
            @QueryParam("code") @DefaultValue("") String code, @QueryParam("state") @DefaultValue("") String state) {
        Optional<String[]> kept =
                cookies.find(request, BrowserCookie.SINGLE_SIGN_ON).map(text -> text.split(" "));
        BrowserCookie.SINGLE_SIGN_ON.clear(request, response);
        if (kept.isEmpty() || !kept.get()[1].equals(state) || code.isEmpty()) {
            return page(RequestLanguage.messages(request).text("sso.unfinished"));
        }
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision, view(TooManyAttempts.message(decision, RequestLanguage.messages(request))));
        }
        TenantId tenant = new TenantId(UUID.fromString(kept.get()[0]));
        OidcProvider provider = getProvider(tenant);
        try {
            OidcClient.Identity identity = oidcClient.identify(
                    provider,
                    URI.create(portal.at(CALLBACK)),
                    code,
                    new OidcClient.Kept(kept.get()[1], kept.get()[2], kept.get()[3]));
            return signIn(tenant, provider, identity);
        } catch (ProviderException e) {
            return failed(e);
        }
    }

    private Response signIn(TenantId tenant, OidcProvider provider, OidcClient.Identity identity) {
        SignInWithProvider.Result result;
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            result = signInWithProvider.admit(provider, identity);
        }
        if (result instanceof SignInWithProvider.Unknown unknown) {
            return page(RequestLanguage.messages(request).text(unknown.why()));
        }
        if (result instanceof SignInWithProvider.Refused refused) {
            if (throttle.checkEmail(refused.to()).allowed()) {
                try (Scope.Entered ignored = Scope.enter(tenant)) {
                    signInWithProvider.explain(refused, RequestLanguage.of(request));
                }
            }
            return page(RequestLanguage.messages(request).text("sso.refused"));
        }
        // Refunds both attempts, start and callback: a whole company may share one IP address.
        throttle.clearVisit(request.getRemoteAddr());
        throttle.clearVisit(request.getRemoteAddr());
        UUID person = ((SignInWithProvider.Admitted) result).person();
        return Response.seeOther(
                        signInFlow.open(request, response, tenant, person, SessionOrigin.SINGLE_SIGN_ON, "/gallery"))
                .build();
    }

    private OidcProvider getProvider(TenantId tenant) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            return singleSignOn.find().orElseThrow(NotFoundException::new);
        }
    }

    private static Response failed(ProviderException e) {
        LOG.log(Level.WARNING, "Single sign-on failed", e);
        if (e.isUnavailable()) {
            return Response.status(503)
                    .header("Retry-After", RETRY_AFTER_SECONDS)
                    .entity(view(e.getMessage() + "."))
                    .build();
        }
        return page(e.getMessage() + ".");
    }

    private static Response page(String problem) {
        return Response.status(422).entity(view(problem)).build();
    }

    private static View view(String problem) {
        return View.of("sso", Map.of("problem", problem));
    }
}
