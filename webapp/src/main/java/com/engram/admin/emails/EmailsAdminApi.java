package com.engram.admin.emails;

import com.engram.mail.Outbox;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The outbox, for the operator. */
@Path("/api/v1/admin/emails")
@RequestScoped
@RolesAllowed(Permission.SUPPORT)
@Produces(MediaType.APPLICATION_JSON)
public class EmailsAdminApi {

    @Inject
    private Outbox outbox;

    /**
     * An email; its body is always empty, because a link in it may give access to an account. The console shows it once.
     *
     * @param to the recipient
     * @param subject the subject
     * @param body always empty
     * @param sentAt when it was sent; null until then
     * @param problem why it could not be sent; null without a problem
     */
    public record EmailJson(
            String to,
            String subject,
            String body,
            String createdAt,
            @Nullable String sentAt,
            @Nullable String problem) {

        static EmailJson of(Outbox.QueuedEmail email) {
            return new EmailJson(
                    email.recipient(),
                    email.subject(),
                    "",
                    email.createdAt().toString(),
                    email.sentAt().map(Object::toString).orElse(null),
                    email.lastError().orElse(null));
        }
    }

    /** A page of emails. */
    public record EmailList(List<EmailJson> data, @Nullable String nextCursor) {}

    @GET
    @Operation(summary = "List the emails in the outbox, newest first; search matches a recipient or a subject")
    @APIResponseSchema(EmailList.class)
    public Response list(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.EMAIL::parse,
                page -> ApiPage.of(
                        page.load(size -> outbox.listEmails(search, page.after(), size)),
                        EmailJson::of,
                        email -> PublicId.EMAIL.of(email.id())));
    }
}
