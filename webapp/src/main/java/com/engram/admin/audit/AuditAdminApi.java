package com.engram.admin.audit;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.downloads.AuditCsv;
import com.engram.web.downloads.CsvFormat;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The audit log of all tenants, for the operator. */
@Path("/api/v1/admin")
@RequestScoped
@RolesAllowed(Permission.SUPPORT)
@Produces(MediaType.APPLICATION_JSON)
public class AuditAdminApi {

    @Inject
    private AuditEntries auditEntries;

    @Inject
    private AuditCsv auditCsv;

    /**
     * An entry of the audit log.
     *
     * @param at when it happened
     * @param kind the kind of the actor
     * @param actor who acted
     * @param action what was done
     * @param subject what it was done to
     * @param address the IP address of the actor
     * @param tenant the id of the tenant; null for the installation
     */
    public record LineJson(
            String at,
            String kind,
            String actor,
            String action,
            String subject,
            String address,
            @Nullable String tenant) {

        static LineJson of(AuditEntry entry) {
            return new LineJson(
                    entry.occurredAt().toString(),
                    entry.kind(),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    entry.ipAddress(),
                    entry.tenant()
                            .map(tenant -> PublicId.TENANT.of(tenant.id().value()))
                            .orElse(null));
        }
    }

    /** A page of entries. */
    public record AuditList(List<LineJson> data, @Nullable String nextCursor) {}

    @GET
    @Path("audit")
    @Operation(summary = "List the audit log of all tenants, newest first; search matches any text in it")
    @APIResponseSchema(AuditList.class)
    public Response audit(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.AUDIT::parse,
                page -> ApiPage.of(
                        page.load(size -> auditEntries.search(search, page.after(), size)),
                        LineJson::of,
                        entry -> PublicId.AUDIT.of(entry.id())));
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    @Operation(summary = "Download the audit log of all tenants as CSV that is safe in a spreadsheet")
    @APIResponse(
            responseCode = "200",
            description = "The audit log",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Response auditTable(@QueryParam("search") @DefaultValue("") String search) {
        StreamingOutput csv = out -> auditCsv.writeAll(out, CsvFormat.PROGRAM, search);
        return Response.ok(csv, "text/csv;charset=UTF-8").build();
    }
}
