package com.engram.portal.signin;

import com.engram.audit.Actor;
import com.engram.language.Message;
import com.engram.limits.RateLimitDecision;
import com.engram.people.signin.ResetPassword;
import com.engram.people.signin.Sessions;
import com.engram.people.signin.Throttle;
import com.engram.tenancy.Scope;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.concurrent.ManagedExecutorService;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Password reset by email. The page answers the same whether or not the account exists. A reset does not change the
 * second factor.
 */
@Path("/password")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ForgottenPasswordPage {

    private static final Logger LOG = Logger.getLogger(ForgottenPasswordPage.class.getName());

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Sessions sessions;

    @Inject
    private ResetPassword resetPassword;

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("forgotten")
    @PermitAll
    public View ask(@QueryParam("sent") @DefaultValue("") String sent) {
        return View.of("forgotten", Map.of("sent", sent.equals("true")));
    }

    @POST
    @Path("forgotten")
    @PermitAll
    public Response send(@FormParam("email") @DefaultValue("") String email) {
        if (throttle.checkVisit(request.getRemoteAddr()).allowed()
                && throttle.checkEmail(email).allowed()) {
            Actor visitor = Actor.current();
            // In the background, so that the response time does not reveal whether the address is known.
            executor.execute(() -> send(email, visitor));
        }
        return Response.seeOther(URI.create("/password/forgotten?sent=true")).build();
    }

    private void send(String email, Actor visitor) {
        try (Actor.Entered ignoredActor = visitor.enter()) {
            sessions.find(email).ifPresent(known -> {
                try (Scope.Entered ignored = Scope.enter(known.tenant())) {
                    resetPassword.sendLink(known.person(), email.strip());
                }
            });
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The email with a password reset link was not sent", e);
        }
    }

    @GET
    @Path("reset/{token}")
    @PermitAll
    public View choose(@PathParam("token") String token) {
        if (resetPassword.find(token).isEmpty()) {
            throw new NotFoundException();
        }
        return form(token, "", false);
    }

    @POST
    @Path("reset/{token}")
    @PermitAll
    public Response reset(@PathParam("token") String token, @FormParam("password") @DefaultValue("") String password) {
        ResetPassword.PendingReset found = resetPassword.find(token).orElseThrow(NotFoundException::new);
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision, form(token, TooManyAttempts.message(decision, RequestLanguage.messages(request)), false));
        }
        Optional<Message> problem;
        try (Scope.Entered ignored = Scope.enter(found.tenantId())) {
            problem = resetPassword.reset(found, password);
        }
        if (problem.isPresent()) {
            return Response.status(422)
                    .entity(form(token, RequestLanguage.messages(request).text(problem.get()), false))
                    .build();
        }
        signInFlow.endOtherSessions(found.personId(), Optional.empty());
        return Response.ok(form(token, "", true)).build();
    }

    private static View form(String token, String problem, boolean done) {
        return View.of("reset", Map.of("token", token, "problem", problem, "done", done));
    }
}
