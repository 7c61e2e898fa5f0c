package com.engram.portal.settings;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntries.Line;
import com.engram.audit.AuditLog;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.downloads.AuditCsv;
import com.engram.web.pages.View;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant's audit log, on the page and as CSV. */
@Path("/settings/audit")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
public class AuditLogPage {

    private static final int PAGE = 50;

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
        List<Line> lines = auditEntries.search(search, PublicId.AUDIT.parse(before), PAGE + 1);
        List<Line> page = lines.size() > PAGE ? lines.subList(0, PAGE) : lines;
        Optional<String> next = lines.size() > PAGE
                ? Optional.of(PublicId.AUDIT.of(page.get(page.size() - 1).id()))
                : Optional.empty();
        return View.of("audit", Map.of("lines", page, "search", search.strip(), "next", next));
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    public Response export(@QueryParam("search") @DefaultValue("") String search) {
        audit.record("audit.exported", search);
        StreamingOutput csv = out -> auditCsv.write(out, search);
        return Response.ok(csv, "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"engram-audit.csv\"")
                .build();
    }
}
