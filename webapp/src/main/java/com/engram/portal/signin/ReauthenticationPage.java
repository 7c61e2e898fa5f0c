package com.engram.portal.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.factors.SecondFactor;
import com.engram.people.passkeys.Passkeys;
import com.engram.people.passkeys.Passkeys.Authenticated;
import com.engram.people.signin.Sessions;
import com.engram.people.signin.Throttle;
import com.engram.tenancy.Scope;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemResponses;
import com.engram.web.security.ReauthenticationFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reauthentication before a sensitive change: with everything that sign-in takes, or with a passkey. Users of single
 * sign-on are sent to their provider again.
 */
@Path(ReauthenticationFilter.PAGE)
@RequestScoped
@RolesAllowed(Permission.READ)
public class ReauthenticationPage {

    private static final String DEFAULT_NEXT = "/settings/security";

    @Inject
    private Sessions sessions;

    @Inject
    private SecondFactor secondFactor;

    @Inject
    private Passkeys passkeys;

    @Inject
    private Throttle throttle;

    @Context
    private HttpServletRequest request;

    /** The browser's response to the options, as JSON text, and the page to go to. */
    public record PasskeyResponse(
            @Nullable String state,
            @Nullable String answer,
            @Nullable String next) {}

    /** The page to go to. */
    public record Redirect(String next) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show(@QueryParam("next") @DefaultValue(DEFAULT_NEXT) String next) {
        return form(next, "");
    }

    @POST
    @Produces(MediaType.TEXT_HTML)
    public Response reauthenticate(
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("next") @DefaultValue(DEFAULT_NEXT) String next) {
        if (sessions.isSignedInBySso(caller().id())) {
            return Response.status(422)
                    .entity(form(next, RequestLanguage.messages(request).text("signin.prove.provider")))
                    .build();
        }
        RateLimitDecision decision = throttle.checkProof(person().toString());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision, form(next, TooManyAttempts.message(decision, RequestLanguage.messages(request))));
        }
        boolean right = sessions.isPasswordOf(person(), password);
        boolean asksForCode = secondFactor.isOn(person());
        if (!right || (asksForCode && !secondFactor.verify(person(), code))) {
            return Response.status(422)
                    .entity(form(
                            next,
                            RequestLanguage.messages(request)
                                    .text(asksForCode ? "signin.prove.wrongWithCode" : "signin.prove.wrong")))
                    .build();
        }
        throttle.clearProofAttempt(person().toString());
        sessions.recordProof(caller().id(), asksForCode ? "password and code" : "password");
        return Response.seeOther(URI.create(SafeRedirect.pathOr(next, DEFAULT_NEXT)))
                .build();
    }

    @POST
    @Path("passkey")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response reauthenticateByPasskey(@Nullable PasskeyResponse response) {
        if (response == null || response.state() == null || response.answer() == null) {
            return ProblemResponses.badRequest("Send {\"state\", \"answer\"}.");
        }
        if (sessions.isSignedInBySso(caller().id())) {
            return ProblemResponses.response(
                    422, "unknown_passkey", RequestLanguage.messages(request).text("signin.prove.provider"));
        }
        if (!throttle.checkProof(person().toString()).allowed()) {
            return ProblemResponses.response(
                    429, "too_many_requests", RequestLanguage.messages(request).text("signin.passkey.tooMany"));
        }
        Optional<Authenticated> recognised = passkeys.recognise(response.state(), response.answer())
                .filter(known -> known.person().equals(person()));
        if (recognised.isEmpty()) {
            return ProblemResponses.response(
                    422, "unknown_passkey", RequestLanguage.messages(request).text("signin.passkey.notYours"));
        }
        throttle.clearProofAttempt(person().toString());
        sessions.recordProof(caller().id(), "passkey");
        return Response.ok(new Redirect(
                        SafeRedirect.pathOr(Optional.ofNullable(response.next()).orElse(DEFAULT_NEXT), DEFAULT_NEXT)))
                .build();
    }

    private Caller caller() {
        return CurrentCaller.getCaller(request);
    }

    private UUID person() {
        return caller().person().orElseThrow(NotFoundException::new);
    }

    private View form(String next, String problem) {
        Map<String, Object> model = new HashMap<>();
        model.put("next", SafeRedirect.pathOr(next, DEFAULT_NEXT));
        model.put("problem", problem);
        model.put("asksForCode", secondFactor.isOn(person()));
        model.put("hasPasskeys", !passkeys.listPasskeys(person()).isEmpty());
        model.put(
                "provider",
                sessions.isSignedInBySso(caller().id())
                        ? Optional.of(
                                "/sso/" + PublicId.TENANT.of(Scope.getTenant().value()))
                        : Optional.empty());
        return View.of("prove", model);
    }
}
