package com.engram.admin.emails;

import com.engram.admin.ConsoleLayout;
import com.engram.audit.AuditLog;
import com.engram.mail.Outbox;
import com.engram.mail.Outbox.QueuedEmail;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox: every email that Engram queued, and its delivery state. Without a mail server, emails are read here. */
@Path("/admin/letters")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class EmailsConsole {

    private static final int PAGE_SIZE = 50;

    @Inject
    private Outbox outbox;

    @Inject
    private AuditLog audit;

    @Inject
    private ConsoleLayout layout;

    /** An email as its row shows it. */
    public record EmailView(
            String id,
            String to,
            String subject,
            Instant writtenAt,
            Optional<Instant> sentAt,
            boolean isWaiting,
            Optional<String> problem) {

        static EmailView of(QueuedEmail email) {
            return new EmailView(
                    PublicId.EMAIL.of(email.id()),
                    email.recipient(),
                    email.subject(),
                    email.createdAt(),
                    email.sentAt(),
                    email.isWaiting(),
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

    /** Reading an email is audited, because a link in it may give access to an account. */
    @GET
    @Path("{id}")
    public View read(@PathParam("id") String id) {
        QueuedEmail email = PublicId.EMAIL.parse(id).flatMap(outbox::findEmail).orElseThrow(NotFoundException::new);
        if (!email.body().isEmpty()) {
            audit.record("email.read", email.recipient() + ": " + email.subject());
        }
        return layout.view("admin/email", Map.of("email", EmailView.of(email), "body", email.body()));
    }

    @POST
    @Path("{id}/post")
    public Response resend(@PathParam("id") String id) {
        UUID email = PublicId.EMAIL
                .parse(id)
                .filter(known -> outbox.findEmail(known).isPresent())
                .orElseThrow(NotFoundException::new);
        outbox.resend(email);
        return Response.seeOther(URI.create("/admin/letters/" + id)).build();
    }
}
