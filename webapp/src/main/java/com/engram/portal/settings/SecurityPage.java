package com.engram.portal.settings;

import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.limits.RateLimitDecision;
import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.people.Permission;
import com.engram.people.factors.SecondFactor;
import com.engram.people.factors.Totp;
import com.engram.people.passkeys.Passkeys;
import com.engram.people.signin.ResetPassword;
import com.engram.people.signin.Sessions;
import com.engram.people.signin.Throttle;
import com.engram.portal.signin.SignInFlow;
import com.engram.portal.signin.TooManyAttempts;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.QrSvg;
import com.engram.web.pages.View;
import com.engram.web.security.RequiresReauthentication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A person's sign-in methods and sessions: password, authenticator app, passkeys, and signed-in browsers. */
@Path("/settings/security")
@RequestScoped
@RolesAllowed(Permission.READ)
@Produces(MediaType.TEXT_HTML)
public class SecurityPage {

    @Inject
    private ResetPassword resetPassword;

    @Inject
    private SecondFactor secondFactor;

    @Inject
    private Passkeys passkeys;

    @Inject
    private Sessions sessions;

    @Inject
    private People people;

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Inject
    private UserAgentNames userAgentNames;

    @Context
    private HttpServletRequest request;

    /** A session as one row of the table. */
    public record SessionView(String id, String name, Sessions.ActiveSession live, boolean current) {}

    /** A passkey as one row of the table. */
    public record PasskeyView(String id, Passkeys.Passkey passkey) {}

    /** The secret for enrolling an authenticator app. */
    public record Enrolment(QrSvg qr, String secret) {}

    @GET
    public View show() {
        return page(Map.of());
    }

    @POST
    @Path("password")
    public Response changePassword(
            @FormParam("current") @DefaultValue("") String current,
            @FormParam("password") @DefaultValue("") String password) {
        signInFlow.refuseSingleSignOnSession(request);
        RateLimitDecision decision = throttle.checkProof(person().toString());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision,
                    page(Map.of("problem", TooManyAttempts.message(decision, RequestLanguage.messages(request)))));
        }
        if (!sessions.isPasswordOf(person(), current)) {
            return refused(messages().text("security.wrongPassword"));
        }
        throttle.clearProofAttempt(person().toString());
        Optional<Message> problem = resetPassword.change(person(), password);
        if (problem.isPresent()) {
            return refused(messages().text(problem.get()));
        }
        signInFlow.endOtherSessions(
                person(), Optional.of(CurrentCaller.getCaller(request).id()));
        return Response.ok(page(Map.of("done", messages().text("security.passwordChanged"))))
                .build();
    }

    @POST
    @Path("second-factor")
    @RequiresReauthentication("/settings/security")
    public Response enrol() {
        signInFlow.refuseSingleSignOnSession(request);
        return secondFactor
                .enrol(person())
                .map(secret -> Response.ok(page(Map.of("enrolment", enrolment(secret))))
                        .build())
                .orElseGet(SecurityPage::redirect);
    }

    @POST
    @Path("second-factor/confirm")
    @RequiresReauthentication("/settings/security")
    public Response confirm(@FormParam("code") @DefaultValue("") String code) {
        signInFlow.refuseSingleSignOnSession(request);
        Optional<List<String>> codes = secondFactor.confirm(person(), code);
        if (codes.isPresent()) {
            return Response.ok(page(Map.of("codes", codes.get()))).build();
        }
        return secondFactor
                .enrol(person())
                .map(secret -> Response.status(422)
                        .entity(page(Map.of(
                                "enrolment",
                                enrolment(secret),
                                "problem",
                                messages().text("security.wrongCode"))))
                        .build())
                .orElseGet(SecurityPage::redirect);
    }

    @POST
    @Path("second-factor/off")
    public Response turnOff(@FormParam("code") @DefaultValue("") String code) {
        return withCode(code, () -> {
            secondFactor.turnOff(person());
            return redirect();
        });
    }

    @POST
    @Path("recovery-codes")
    public Response renewCodes(@FormParam("code") @DefaultValue("") String code) {
        return withCode(
                code,
                () -> Response.ok(page(Map.of("codes", secondFactor.renewRecoveryCodes(person()))))
                        .build());
    }

    @POST
    @Path("passkey/{id}/forget")
    @RequiresReauthentication("/settings/security")
    public Response deletePasskey(@PathParam("id") String id) {
        signInFlow.refuseSingleSignOnSession(request);
        if (!PublicId.PASSKEY
                .parse(id)
                .map(passkey -> passkeys.forget(person(), passkey))
                .orElse(false)) {
            throw new NotFoundException();
        }
        return redirect();
    }

    @POST
    @Path("sessions/{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        if (!PublicId.SESSION
                .parse(id)
                .map(session -> sessions.revoke(person(), session))
                .orElse(false)) {
            throw new NotFoundException();
        }
        return redirect();
    }

    @POST
    @Path("sessions/revoke-others")
    public Response revokeOthers() {
        signInFlow.refuseSingleSignOnSession(request);
        signInFlow.endOtherSessions(
                person(), Optional.of(CurrentCaller.getCaller(request).id()));
        return redirect();
    }

    /** Makes a change that needs a current code of the authenticator app. */
    private Response withCode(String code, Supplier<Response> change) {
        signInFlow.refuseSingleSignOnSession(request);
        RateLimitDecision decision = throttle.checkProof(person().toString());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision,
                    page(Map.of("problem", TooManyAttempts.message(decision, RequestLanguage.messages(request)))));
        }
        if (!secondFactor.verify(person(), code)) {
            return refused(messages().text("signin.code.wrong"));
        }
        throttle.clearProofAttempt(person().toString());
        return change.get();
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private UUID person() {
        return CurrentCaller.getCaller(request).person().orElseThrow(NotFoundException::new);
    }

    private Enrolment enrolment(byte[] secret) {
        String email =
                people.findProfile(person()).orElseThrow(NotFoundException::new).email();
        return new Enrolment(QrSvg.of(Totp.uri(secret, email)), Totp.text(secret));
    }

    private static Response redirect() {
        return Response.seeOther(URI.create("/settings/security")).build();
    }

    private Response refused(String problem) {
        return Response.status(422).entity(page(Map.of("problem", problem))).build();
    }

    private View page(Map<String, ?> more) {
        Caller caller = CurrentCaller.getCaller(request);
        UUID person = person();
        Map<String, Object> model = new HashMap<>(Map.of("problem", "", "done", "", "codes", List.of()));
        model.put("bySingleSignOn", sessions.isSignedInBySso(caller.id()));
        model.put("on", secondFactor.isOn(person));
        model.put("codesLeft", secondFactor.recoveryCodesLeft(person));
        model.put(
                "passkeys",
                passkeys.listPasskeys(person).stream()
                        .map(passkey -> new PasskeyView(PublicId.PASSKEY.of(passkey.id()), passkey))
                        .toList());
        model.put(
                "sessions",
                sessions.listActive(person).stream()
                        .map(live -> new SessionView(
                                PublicId.SESSION.of(live.id()),
                                userAgentNames.name(live.browser().agent(), messages()),
                                live,
                                live.id().equals(caller.id())))
                        .toList());
        model.putAll(more);
        return View.of("security", model);
    }
}
