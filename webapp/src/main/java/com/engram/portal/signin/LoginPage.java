package com.engram.portal.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.people.signin.Sessions;
import com.engram.people.signin.Sessions.Authenticated;
import com.engram.people.signin.Throttle;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.BrowserCookie;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sign-in with a password, and sign-out. The page never says whether the email address or the password was wrong. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class LoginPage {

    private static final Logger LOG = Logger.getLogger(LoginPage.class.getName());

    @Inject
    private Sessions sessions;

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    @Path("login")
    @PermitAll
    public View show(@QueryParam("next") @DefaultValue("/gallery") String next) {
        return form("", next, "");
    }

    @POST
    @Path("login")
    @PermitAll
    public Response logIn(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("next") @DefaultValue("/gallery") String next) {
        boolean known = signInFlow.isKnownBrowser(request, email);
        String device = signInFlow.browserToken(request);
        RateLimitDecision decision = throttle.checkPassword(email, request.getRemoteAddr(), known, device);
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision, form(email, next, TooManyAttempts.message(decision, RequestLanguage.messages(request))));
        }
        Optional<Authenticated> recognised = sessions.authenticate(email, password);
        if (recognised.isEmpty()) {
            LOG.log(Level.INFO, "A sign-in with a wrong password came from {0}", request.getRemoteAddr());
            return Response.status(401)
                    .entity(form(email, next, RequestLanguage.messages(request).text("signin.login.wrong")))
                    .build();
        }
        throttle.clearPasswordAttempts(email, request.getRemoteAddr(), known, device);
        if (signInFlow.requiresSecondFactor(request, response, recognised.get())) {
            return Response.seeOther(URI.create("/login/code?next=" + SafeRedirect.pathOr(next, "/gallery")))
                    .build();
        }
        signInFlow.rememberBrowser(request, response, email);
        return Response.seeOther(signInFlow.open(
                        request,
                        response,
                        recognised.get().tenant(),
                        recognised.get().person(),
                        "password",
                        next))
                .build();
    }

    @POST
    @Path("logout")
    @PermitAll
    public Response logOut() {
        CurrentCaller.find(request).ifPresent(caller -> sessions.close(caller.id()));
        BrowserCookie.SESSION.clear(request, response);
        return Response.seeOther(URI.create("/login")).build();
    }

    private static View form(String email, String next, String problem) {
        return View.of(
                "login", Map.of("email", email, "next", SafeRedirect.pathOr(next, "/gallery"), "problem", problem));
    }
}
