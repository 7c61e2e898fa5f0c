package com.engram.portal.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.people.signin.Sessions.Authenticated;
import com.engram.people.signin.Throttle;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The second step of sign-in: a code of the authenticator app, or a recovery code. */
@Path("/login/code")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SecondFactorPage {

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    @PermitAll
    public Response show(@QueryParam("next") @DefaultValue("/gallery") String next) {
        return signInFlow.findPendingSecondFactor(request).isPresent()
                ? Response.ok(form(next, "")).build()
                : toLogin();
    }

    @POST
    @PermitAll
    public Response verify(
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("next") @DefaultValue("/gallery") String next) {
        Optional<Authenticated> pending = signInFlow.findPendingSecondFactor(request);
        if (pending.isEmpty()) {
            return toLogin();
        }
        RateLimitDecision decision = throttle.checkCode(pending.get().person().toString());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision, form(next, TooManyAttempts.message(decision, RequestLanguage.messages(request))));
        }
        if (!signInFlow.verifySecondFactor(pending.get(), code)) {
            return Response.status(401)
                    .entity(form(next, RequestLanguage.messages(request).text("signin.code.wrong")))
                    .build();
        }
        throttle.clearCodeAttempt(pending.get().person().toString());
        signInFlow.rememberBrowser(
                request, response, pending.get().tenant(), pending.get().person());
        return Response.seeOther(signInFlow.open(
                        request, response, pending.get().tenant(), pending.get().person(), "password and code", next))
                .build();
    }

    private static Response toLogin() {
        return Response.seeOther(URI.create("/login")).build();
    }

    private static View form(String next, String problem) {
        return View.of("code", Map.of("next", SafeRedirect.pathOr(next, "/gallery"), "problem", problem));
    }
}
