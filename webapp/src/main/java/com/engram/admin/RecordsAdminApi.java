package com.engram.admin;

import com.engram.audit.AuditTrail;
import com.engram.mail.Outbox;
import com.engram.people.Permission;
import com.engram.web.Csv;
import com.engram.web.Problems;
import com.engram.web.PublicId;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
public class RecordsAdminApi {

    private static final int MOST_EXPORTED = 100_000;

    @Inject
    private Outbox outbox;

    @Inject
    private AuditTrail trail;

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

    /** The newest letters first. */
    public record LetterList(
            List<LetterJson> data, @Nullable String nextCursor) {}

    /** A line of the audit log. */
    public record LineJson(String at, String kind, String actor, String action, String subject, String address) {

        static LineJson of(AuditTrail.Line line) {
            return new LineJson(
                    line.at().toString(), line.kind(), line.actor(), line.action(), line.subject(), line.address());
        }
    }

    /** The newest lines first. */
    public record LineList(List<LineJson> data, @Nullable String nextCursor) {}

    @GET
    @Path("letters")
    @Operation(summary = "Read the newest letters that Engram wrote")
    public LetterList letters() {
        return new LetterList(
                outbox.listLetters(100).stream().map(LetterJson::of).toList(), null);
    }

    @GET
    @Path("audit")
    @Operation(summary = "Read the audit log of all accounts, the newest lines first")
    public Response audit(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        Optional<Integer> most = Paging.limit(limit);
        Optional<UUID> before = PublicId.AUDIT.parse(cursor);
        if (most.isEmpty() || (cursor != null && before.isEmpty())) {
            return Problems.badRequest("limit is a number from 1 to 100, cursor the nextCursor of a page before.");
        }
        List<AuditTrail.Line> found = trail.list(before, most.get() + 1);
        List<AuditTrail.Line> page = found.size() > most.get() ? found.subList(0, most.get()) : found;
        String next = found.size() > most.get()
                ? PublicId.AUDIT.of(page.get(page.size() - 1).id())
                : null;
        return Response.ok(new LineList(page.stream().map(LineJson::of).toList(), next))
                .build();
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    @Operation(summary = "Download the audit log of all accounts, safe to open in a spreadsheet")
    public Response auditTable() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.Table table = Csv.to(out, "at", "kind", "actor", "action", "subject", "address");
        for (AuditTrail.Line line : trail.list(Optional.empty(), MOST_EXPORTED)) {
            table.row(line.at(), line.kind(), line.actor(), line.action(), line.subject(), line.address());
        }
        table.end();
        return Response.ok(out.toByteArray(), "text/csv;charset=UTF-8").build();
    }
}
