package com.engram.portal.settings;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.audit.AuditLog;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.downloads.AuditCsv;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.pages.View;
import com.engram.web.paging.Page;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant's audit log, on the page and as CSV. */
@Path("/settings/audit")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
public class AuditLogPage {

    private static final int PAGE_SIZE = 50;

    @Inject
    private AuditEntries auditEntries;

    @Inject
    private AuditCsv auditCsv;

    @Inject
    private AuditLog audit;

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show(
            @QueryParam("search") @DefaultValue("") String search, @QueryParam("before") @Nullable String before) {
        Page<AuditEntry> page =
                Page.load(PAGE_SIZE, size -> auditEntries.search(search, PublicId.AUDIT.parse(before), size));
        Optional<String> next = page.nextCursor(entry -> PublicId.AUDIT.of(entry.id()));
        return View.of("audit", Map.of("lines", page.items(), "search", search.strip(), "next", next));
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    public Response export(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("format") @DefaultValue("") String format) {
        audit.record("audit.exported", search);
        StreamingOutput csv = out -> auditCsv.write(out, CsvFormat.of(format), search);
        return Csv.download(csv, "engram-audit.csv");
    }
}
