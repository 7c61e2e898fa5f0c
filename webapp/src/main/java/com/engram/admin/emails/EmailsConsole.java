package com.engram.admin.emails;

import com.engram.admin.ConsoleLayout;
import com.engram.audit.AuditLog;
import com.engram.limits.RateLimitDecision;
import com.engram.mail.Outbox;
import com.engram.mail.Outbox.QueuedEmail;
import com.engram.people.Permission;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.signin.Throttle;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.paging.Page;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox: every email that Engram queued, and its delivery state. Without a mail server, emails are opened here. */
@Path("/admin/emails")
@RequestScoped
@RolesAllowed(Permission.SUPPORT)
@Produces(MediaType.TEXT_HTML)
public class EmailsConsole {

    private static final int PAGE_SIZE = 50;

    @Inject
    private Outbox outbox;

    @Inject
    private AuditLog audit;

    @Inject
    private OperatorSessions sessions;

    @Inject
    private Throttle throttle;

    @Inject
    private ConsoleLayout layout;

    @Context
    private HttpServletRequest request;

    /** An email as its row shows it. */
    public record EmailView(
            String id,
            String to,
            String subject,
            Instant writtenAt,
            Optional<Instant> sentAt,
            boolean isWaiting,
            boolean canBeOpened,
            Optional<String> problem) {

        static EmailView of(QueuedEmail email) {
            return new EmailView(
                    PublicId.EMAIL.of(email.id()),
                    email.recipient(),
                    email.subject(),
                    email.createdAt(),
                    email.sentAt(),
                    email.isWaiting(),
                    email.hasBody() && !email.isWaiting(),
                    email.lastError());
        }
    }

    @GET
    public View list(
            @QueryParam("search") @DefaultValue("") String search, @QueryParam("before") @Nullable String before) {
        Page<QueuedEmail> page =
                Page.load(PAGE_SIZE, size -> outbox.listEmails(search, PublicId.EMAIL.parse(before), size));
        return layout.view(
                "admin/emails",
                Map.of(
                        "emails",
                        page.map(EmailView::of).items(),
                        "search",
                        search.strip(),
                        "next",
                        page.nextCursor(email -> PublicId.EMAIL.of(email.id()))));
    }

    @GET
    @Path("{id}")
    public View read(@PathParam("id") String id) {
        return page(getEmail(id), "", "");
    }

    /**
     * Shows the text of an email once, to an operator who enters the password again. A link in it may give access to an
     * account, so this is audited.
     */
    @POST
    @Path("{id}/open")
    @RolesAllowed(Permission.ADMINISTER)
    public Response open(@PathParam("id") String id, @FormParam("password") @DefaultValue("") String password) {
        QueuedEmail email = getEmail(id);
        UUID operator = CurrentCaller.getCaller(request).id();
        RateLimitDecision decision = throttle.checkProof(operator.toString());
        if (!decision.allowed()) {
            return Response.status(429)
                    .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds()))
                    .entity(page(email, "", RequestLanguage.messages(request).text("console.email.tooMany")))
                    .build();
        }
        if (!isPassword(operator, password)) {
            sessions.failed(operator, "a password");
            return Response.status(422)
                    .entity(page(email, "", RequestLanguage.messages(request).text("console.email.wrong")))
                    .build();
        }
        Optional<String> body = outbox.open(email.id());
        if (body.isEmpty()) {
            return Response.status(409)
                    .entity(page(email, "", RequestLanguage.messages(request).text("console.email.gone")))
                    .build();
        }
        audit.record("email.read", email.recipient() + ": " + email.subject());
        return Response.ok(page(getEmail(id), body.get(), "")).build();
    }

    private boolean isPassword(UUID operator, String password) {
        return sessions.findEmail(operator)
                .map(address -> sessions.authenticate(address, password))
                .filter(OperatorSessions.PasswordAccepted.class::isInstance)
                .isPresent();
    }

    private QueuedEmail getEmail(String id) {
        return PublicId.EMAIL.parse(id).flatMap(outbox::findEmail).orElseThrow(NotFoundException::new);
    }

    private View page(QueuedEmail email, String body, String problem) {
        return layout.view("admin/email", Map.of("email", EmailView.of(email), "body", body, "problem", problem));
    }

    @POST
    @Path("{id}/resend")
    public Response resend(@PathParam("id") String id) {
        UUID email = PublicId.EMAIL
                .parse(id)
                .filter(known -> outbox.findEmail(known).isPresent())
                .orElseThrow(NotFoundException::new);
        outbox.resend(email);
        return Response.seeOther(URI.create("/admin/emails/" + id)).build();
    }
}
