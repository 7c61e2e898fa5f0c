package com.engram.admin.audit;

import com.engram.audit.AuditEntries;
import com.engram.mail.Outbox;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.downloads.AuditCsv;
import com.engram.web.json.PageSize;
import com.engram.web.problems.ProblemResponses;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What was written down: letters, and the audit log of all accounts. For the operator. */
@Path("/api/v1/admin")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.APPLICATION_JSON)
public class AuditAdminApi {

    @Inject
    private Outbox outbox;

    @Inject
    private AuditEntries auditEntries;

    @Inject
    private AuditCsv auditCsv;

    /** A letter; its body is empty once a mail server took it. */
    public record LetterJson(
            String to,
            String subject,
            String body,
            String createdAt,
            @Nullable String sentAt,
            @Nullable String problem) {

        static LetterJson of(Outbox.Written letter) {
            return new LetterJson(
                    letter.to(),
                    letter.subject(),
                    letter.body(),
                    letter.createdAt().toString(),
                    letter.sentAt().map(Object::toString).orElse(null),
                    letter.problem().orElse(null));
        }
    }

    /** Emails, newest first. */
    public record LetterList(
            List<LetterJson> data, @Nullable String nextCursor) {}

    /** An entry of the audit log. */
    public record LineJson(
            String at,
            String kind,
            String actor,
            String action,
            String subject,
            String address,
            @Nullable String tenant) {

        static LineJson of(AuditEntries.Line line) {
            return new LineJson(
                    line.at().toString(),
                    line.kind(),
                    line.actor(),
                    line.action(),
                    line.subject(),
                    line.address(),
                    line.tenant().map(tenant -> PublicId.TENANT.of(tenant.id())).orElse(null));
        }
    }

    /** Audit entries, newest first. */
    public record LineList(List<LineJson> data, @Nullable String nextCursor) {}

    @GET
    @Path("letters")
    @Operation(summary = "List the emails in the outbox, newest first; search matches a recipient or a subject")
    public Response letters(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<Integer> pageSize = PageSize.limit(limit);
        Optional<UUID> before = PublicId.EMAIL.parse(cursor);
        if (pageSize.isEmpty() || (cursor != null && before.isEmpty())) {
            return invalidPage();
        }
        List<Outbox.Written> found = outbox.listLetters(search, before, pageSize.get() + 1);
        List<Outbox.Written> page = found.size() > pageSize.get() ? found.subList(0, pageSize.get()) : found;
        String next = found.size() > pageSize.get()
                ? PublicId.EMAIL.of(page.get(page.size() - 1).id())
                : null;
        return Response.ok(new LetterList(page.stream().map(LetterJson::of).toList(), next))
                .build();
    }

    @GET
    @Path("audit")
    @Operation(summary = "List the audit log of all tenants, newest first; search matches any text in it")
    public Response audit(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<Integer> pageSize = PageSize.limit(limit);
        Optional<UUID> before = PublicId.AUDIT.parse(cursor);
        if (pageSize.isEmpty() || (cursor != null && before.isEmpty())) {
            return invalidPage();
        }
        List<AuditEntries.Line> found = auditEntries.search(search, before, pageSize.get() + 1);
        List<AuditEntries.Line> page = found.size() > pageSize.get() ? found.subList(0, pageSize.get()) : found;
        String next = found.size() > pageSize.get()
                ? PublicId.AUDIT.of(page.get(page.size() - 1).id())
                : null;
        return Response.ok(new LineList(page.stream().map(LineJson::of).toList(), next))
                .build();
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    @Operation(summary = "Download the audit log of all tenants as CSV that is safe in a spreadsheet")
    public Response auditTable(@QueryParam("search") @DefaultValue("") String search) {
        StreamingOutput csv = out -> auditCsv.writeAll(out, search);
        return Response.ok(csv, "text/csv;charset=UTF-8").build();
    }

    private static Response invalidPage() {
        return ProblemResponses.badRequest("limit must be 1 to 100, and cursor the nextCursor of a previous page.");
    }
}
