package com.engram.portal.signin;

import com.engram.people.passkeys.Passkeys;
import com.engram.people.passkeys.Passkeys.Authenticated;
import com.engram.people.signin.Throttle;
import com.engram.tenancy.Scope;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-in with a passkey: the options for the login page's script, and the browser's response. */
@Path("/login/passkey")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PasskeyLogin {

    @Inject
    private Passkeys passkeys;

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** The browser's response to the options, as JSON text, and the page to go to. */
    public record PasskeyResponse(
            @Nullable String state,
            @Nullable String answer,
            @Nullable String next) {}

    /** The page to go to. */
    public record Redirect(String next) {}

    @POST
    @Path("options")
    @PermitAll
    public Passkeys.Asked options() {
        return passkeys.askForKnown();
    }

    @POST
    @PermitAll
    public Response verify(@Nullable PasskeyResponse passkey) {
        if (!throttle.checkVisit(request.getRemoteAddr()).allowed()) {
            return ProblemResponses.response(
                    429, "too_many_requests", RequestLanguage.messages(request).text("signin.passkey.tooMany"));
        }
        if (passkey == null || passkey.state() == null || passkey.answer() == null) {
            return ProblemResponses.badRequest("Send {\"state\", \"answer\"}.");
        }
        Optional<Authenticated> recognised = passkeys.recognise(passkey.state(), passkey.answer());
        if (recognised.isEmpty()) {
            return ProblemResponses.response(
                    401, "unknown_passkey", RequestLanguage.messages(request).text("signin.passkey.unknown"));
        }
        try (Scope.Entered ignored = Scope.enter(recognised.get().tenant())) {
            passkeys.used(recognised.get());
        }
        signInFlow.rememberBrowser(
                request, response, recognised.get().tenant(), recognised.get().person());
        URI next = signInFlow.open(
                request,
                response,
                recognised.get().tenant(),
                recognised.get().person(),
                "passkey",
                Optional.ofNullable(passkey.next()).orElse("/gallery"));
        return Response.ok(new Redirect(next.toString())).build();
    }
}
