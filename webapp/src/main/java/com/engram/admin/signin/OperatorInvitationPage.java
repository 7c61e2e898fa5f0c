package com.engram.admin.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.people.operators.InviteOperator;
import com.engram.people.operators.InviteOperator.Joined;
import com.engram.people.operators.InviteOperator.OpenInvitation;
import com.engram.people.operators.InviteOperator.WeakPassword;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.signin.Throttle;
import com.engram.tenancy.Scope;
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

/** Accepts an operator's invitation: with its link a person chooses a password, and then sets up an authenticator app. */
@Path("/admin/invitations/{token}")
@RequestScoped
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class OperatorInvitationPage {

    @Inject
    private InviteOperator inviteOperator;

    @Inject
    private OperatorSessions sessions;

    @Inject
    private Throttle throttle;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    public View show(@PathParam("token") String token) {
        return page(token, getInvitation(token), "");
    }

    @POST
    public Response accept(@PathParam("token") String token, @FormParam("password") @DefaultValue("") String password) {
        OpenInvitation open = getInvitation(token);
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return Response.status(429)
                    .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds()))
                    .entity(page(token, open, RequestLanguage.messages(request).text("console.email.tooMany")))
                    .build();
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            InviteOperator.Acceptance acceptance = inviteOperator.accept(token, password);
            if (acceptance instanceof WeakPassword weak) {
                String problem = RequestLanguage.messages(request).text(weak.why());
                return Response.status(422).entity(page(token, open, problem)).build();
            }
            if (!(acceptance instanceof Joined joined)) {
                throw new NotFoundException();
            }
            BrowserCookie.OPERATOR.set(request, response, sessions.start(joined.operator()));
            return Response.seeOther(URI.create("/admin/login/code")).build();
        }
    }

    private OpenInvitation getInvitation(String token) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return Optional.of(token).flatMap(inviteOperator::findByToken).orElseThrow(NotFoundException::new);
        }
    }

    private static View page(String token, OpenInvitation open, String problem) {
        return View.of(
                "admin/invitation",
                Map.of("token", token, "email", open.email(), "role", open.role(), "problem", problem));
    }
}
