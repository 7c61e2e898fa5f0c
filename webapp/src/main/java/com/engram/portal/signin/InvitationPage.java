package com.engram.portal.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.people.members.AcceptInvitation;
import com.engram.people.members.Invitation;
import com.engram.people.members.Invitations;
import com.engram.people.members.Invitations.Found;
import com.engram.people.signin.SessionOrigin;
import com.engram.people.signin.Throttle;
import com.engram.people.signup.RegisterPerson.InvalidField;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenants;
import com.engram.web.CurrentCaller;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The page behind an invitation's link. New people become members by the link alone; people who have an account must
 * sign in first.
 */
@Path("/invitations/{token}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class InvitationPage {

    @Inject
    private Invitations invitations;

    @Inject
    private AcceptInvitation acceptInvitation;

    @Inject
    private Tenants tenants;

    @Inject
    private People people;

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @PathParam("token")
    private String token = "";

    @GET
    @PermitAll
    public View show() {
        return page("", Optional.empty());
    }

    @POST
    @PermitAll
    public Response accept(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("password") @DefaultValue("") String password) {
        signInFlow.refuseSingleSignOnSession(request);
        Found invitation = getInvitation();
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(decision, page(name, Optional.empty()));
        }
        Optional<UUID> self = self();
        AcceptInvitation.Result result;
        try (Scope.Entered ignored = Scope.enter(invitation.tenant())) {
            Optional<UUID> known = acceptInvitation.findInvited(invitation.invitation());
            if (known.isPresent() && !known.equals(self)) {
                return Response.seeOther(URI.create("/login?next=/invitations/" + token))
                        .build();
            }
            result = known.isPresent()
                    ? acceptInvitation.join(invitation.invitation(), known.get())
                    : acceptInvitation.joinAsNewcomer(invitation.invitation(), name, password);
        }
        Optional<InvalidField> problem = findProblem(result);
        if (problem.isPresent()) {
            return Response.status(422).entity(page(name, problem)).build();
        }
        UUID person = ((AcceptInvitation.Joined) result).person();
        signInFlow.rememberBrowser(request, response, invitation.tenant(), person);
        return Response.seeOther(signInFlow.open(
                        request, response, invitation.tenant(), person, SessionOrigin.INVITATION, "/gallery"))
                .build();
    }

    /** Why the person has not joined. The page shows a problem with the email address above the form. */
    private static Optional<InvalidField> findProblem(AcceptInvitation.Result result) {
        if (result instanceof AcceptInvitation.Refused refused) {
            return Optional.of(new InvalidField("email", refused.refusal().message()));
        }
        return result instanceof AcceptInvitation.Faulty invalid ? Optional.of(invalid.fault()) : Optional.empty();
    }

    private Optional<UUID> self() {
        return CurrentCaller.find(request).flatMap(Caller::person);
    }

    private Found getInvitation() {
        return invitations.findByToken(token).orElseThrow(NotFoundException::new);
    }

    private View page(String name, Optional<InvalidField> problem) {
        Found found = getInvitation();
        String signedInAs = CurrentCaller.find(request)
                .flatMap(Caller::person)
                .flatMap(people::findProfile)
                .map(People.Profile::email)
                .orElse("");
        try (Scope.Entered ignored = Scope.enter(found.tenant())) {
            Invitation invitation = invitations.find(found.invitation()).orElseThrow(NotFoundException::new);
            return View.of(
                    "invitation",
                    Map.of(
                            "account", tenants.getCurrent().name(),
                            "invitation", invitation,
                            "known",
                                    acceptInvitation
                                            .findInvited(found.invitation())
                                            .isPresent(),
                            "signedInAs", signedInAs,
                            "here", request.getRequestURI(),
                            "name", name,
                            "fault", problem));
        }
    }
}
