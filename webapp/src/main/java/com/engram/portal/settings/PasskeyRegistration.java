package com.engram.portal.settings;

import com.engram.people.People;
import com.engram.people.People.Profile;
import com.engram.people.Permission;
import com.engram.people.passkeys.Passkeys;
import com.engram.portal.signin.SignInFlow;
import com.engram.web.CurrentCaller;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemResponses;
import com.engram.web.security.RequiresReauthentication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers a passkey: the options for the security page's script, and the browser's response. */
@Path("/settings/security/passkeys")
@RequestScoped
@RolesAllowed(Permission.READ)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PasskeyRegistration {

    @Inject
    private Passkeys passkeys;

    @Inject
    private People people;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    /** The browser's response to the options, as JSON text, and the passkey's name. */
    public record PasskeyResponse(
            @Nullable String state,
            @Nullable String answer,
            @Nullable String name) {}

    @POST
    @Path("options")
    @RequiresReauthentication("/settings/security")
    public Passkeys.Asked options() {
        signInFlow.refuseSingleSignOnSession(request);
        Profile profile = people.findProfile(person()).orElseThrow(NotFoundException::new);
        return passkeys.askForNew(person(), profile.email(), profile.name());
    }

    @POST
    @RequiresReauthentication("/settings/security")
    public Response register(@Nullable PasskeyResponse passkey) {
        signInFlow.refuseSingleSignOnSession(request);
        if (passkey == null || passkey.state() == null || passkey.answer() == null) {
            return ProblemResponses.badRequest("Send {\"state\", \"answer\", \"name\"}.");
        }
        String name = Optional.ofNullable(passkey.name()).orElse("");
        return passkeys.keep(person(), name, passkey.state(), passkey.answer())
                ? Response.noContent().build()
                : ProblemResponses.response(
                        422,
                        "passkey_refused",
                        RequestLanguage.messages(request).text("signin.passkey.unsaved"));
    }

    private UUID person() {
        return CurrentCaller.getCaller(request).person().orElseThrow(NotFoundException::new);
    }
}
