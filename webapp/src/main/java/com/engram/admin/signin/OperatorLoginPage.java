package com.engram.admin.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.people.credentials.SecretToken;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.operators.OperatorSessions.PasswordAccepted;
import com.engram.people.operators.OperatorSessions.PasswordRejected;
import com.engram.people.operators.OperatorSessions.PendingSecondFactor;
import com.engram.people.signin.Throttle;
import com.engram.tenancy.Scope;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.EncryptedCookies;
import com.engram.web.cookies.ViewAsTenant;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.QrSvg;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sign-in to the console: a password, then a code of an authenticator app. */
@Path("/admin")
@RequestScoped
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class OperatorLoginPage {

    private static final URI LOGIN = URI.create("/admin/login");
    private static final URI LOGIN_CODE = URI.create("/admin/login/code");

    private static final Logger LOG = Logger.getLogger(OperatorLoginPage.class.getName());

    @Inject
    private OperatorSessions sessions;

    @Inject
    private Throttle throttle;

    @Inject
    private EncryptedCookies cookies;

    @Inject
    private ViewAsTenant viewAsTenant;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    @Path("login")
    public View show() {
        return login("", "");
    }

    @POST
    @Path("login")
    public Response start(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password) {
        Optional<String> device = findDevice(email);
        RateLimitDecision decision = throttle.checkOperatorPassword(email, request.getRemoteAddr(), device);
        if (!decision.allowed()) {
            return tooMany(
                    decision, login(email, RequestLanguage.messages(request).text("console.email.tooMany")));
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            OperatorSessions.SignInAttempt attempt = sessions.authenticate(email, password);
            if (attempt instanceof PasswordAccepted accepted) {
                throttle.clearOperatorAttempts(email, request.getRemoteAddr(), device);
                BrowserCookie.OPERATOR.set(request, response, sessions.start(accepted.operator()));
                return Response.seeOther(LOGIN_CODE).build();
            }
            ((PasswordRejected) attempt).operator().ifPresent(known -> sessions.failed(known, "a password"));
            LOG.log(
                    Level.INFO,
                    "A sign-in to the console with a wrong password came from {0}",
                    request.getRemoteAddr());
        }
        return Response.status(401)
                .entity(login(email, RequestLanguage.messages(request).text("console.login.wrong")))
                .build();
    }

    @GET
    @Path("login/code")
    public Response showCode() {
        return code(200, "");
    }

    @POST
    @Path("login/code")
    public Response verify(@FormParam("code") @DefaultValue("") String code) {
        Optional<PendingSecondFactor> pending = findPending();
        if (pending.isEmpty()) {
            return Response.seeOther(LOGIN).build();
        }
        RateLimitDecision decision = throttle.checkCode(pending.get().operator().toString());
        if (!decision.allowed()) {
            return tooMany(
                    decision,
                    code(pending.get(), RequestLanguage.messages(request).text("console.email.tooMany")));
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            Optional<String> token =
                    BrowserCookie.OPERATOR.find(request).flatMap(unverified -> sessions.verify(unverified, code));
            if (token.isPresent()) {
                throttle.clearCodeAttempt(pending.get().operator().toString());
                BrowserCookie.OPERATOR.set(request, response, token.get());
                remember(pending.get().email());
                return Response.seeOther(URI.create("/admin")).build();
            }
        }
        return code(401, RequestLanguage.messages(request).text("console.code.wrong"));
    }

    @POST
    @Path("logout")
    public Response logOut() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            BrowserCookie.OPERATOR.find(request).ifPresent(sessions::close);
        }
        BrowserCookie.OPERATOR.clear(request, response);
        viewAsTenant.stop(request, response);
        return Response.seeOther(LOGIN).build();
    }

    private Response code(int status, String problem) {
        return findPending()
                .map(pending -> Response.status(status).entity(code(pending, problem)))
                .orElseGet(() -> Response.seeOther(LOGIN))
                .build();
    }

    private Optional<PendingSecondFactor> findPending() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return BrowserCookie.OPERATOR.find(request).flatMap(sessions::findPendingSecondFactor);
        }
    }

    /**
     * The browser's device token, if the operator with that email address has signed in with it before. Failed
     * attempts of other browsers do not throttle it.
     */
    private Optional<String> findDevice(String email) {
        return cookies.find(request, BrowserCookie.OPERATOR_DEVICE)
                .filter(text -> text.startsWith(devicePrefix(email)));
    }

    private void remember(String email) {
        if (findDevice(email).isEmpty()) {
            cookies.set(request, response, BrowserCookie.OPERATOR_DEVICE, devicePrefix(email) + SecretToken.random(22));
        }
    }

    private static String devicePrefix(String email) {
        return email.strip().toLowerCase(Locale.ROOT) + " ";
    }

    private static Response tooMany(RateLimitDecision decision, View page) {
        return Response.status(429)
                .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds()))
                .entity(page)
                .build();
    }

    private static View login(String email, String problem) {
        return View.of("admin/login", Map.of("problem", problem, "email", email));
    }

    private static View code(PendingSecondFactor pending, String problem) {
        return View.of(
                "admin/code",
                Map.of(
                        "problem", problem,
                        "email", pending.email(),
                        "enrolment", pending.enrolment(),
                        "scan", pending.enrolment().map(enrolment -> QrSvg.of(enrolment.address()))));
    }
}
