package com.engram.portal;

import com.engram.audit.AuditTrail;
import com.engram.audit.AuditTrail.Line;
import com.engram.people.Permission;
import com.engram.web.Csv;
import com.engram.web.PublicId;
import com.engram.web.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account's audit log, to read and to take away. */
@Path("/settings/audit")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
public class AuditPage {

    private static final int PAGE = 50;
    private static final int MOST_EXPORTED = 100_000;

    @Inject
    private AuditTrail trail;

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show(@QueryParam("before") @Nullable String before) {
        List<Line> lines = trail.list(PublicId.AUDIT.parse(before), PAGE + 1);
        List<Line> page = lines.size() > PAGE ? lines.subList(0, PAGE) : lines;
        Optional<String> next = lines.size() > PAGE
                ? Optional.of(PublicId.AUDIT.of(page.get(page.size() - 1).id()))
                : Optional.empty();
        return View.of("audit", Map.of("lines", page, "next", next));
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    public Response export() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.Table table = Csv.to(out, "at", "kind", "actor", "action", "subject", "address");
        for (Line line : trail.list(Optional.empty(), MOST_EXPORTED)) {
            table.row(line.at(), line.kind(), line.actor(), line.action(), line.subject(), line.address());
        }
        table.end();
        return Response.ok(out.toByteArray(), "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"engram-audit.csv\"")
                .build();
    }
}
