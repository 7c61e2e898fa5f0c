package com.engram.admin.audit;

import com.engram.admin.ConsoleLayout;
import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
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

/** The audit log of all tenants and operators: searched on the page, or downloaded as CSV. */
@Path("/admin/audit")
@RequestScoped
@RolesAllowed(Permission.SUPPORT)
public class AuditConsole {

    private static final int PAGE_SIZE = 50;

    @Inject
    private AuditEntries auditEntries;

    @Inject
    private AuditCsv auditCsv;

    @Inject
    private ConsoleLayout layout;

    /** An audit entry and its tenant, as one row of the table. */
    public record EntryView(AuditEntry entry, Optional<AccountView> account) {

        static EntryView of(AuditEntry entry) {
            return new EntryView(
                    entry,
                    entry.tenant()
                            .map(tenant -> new AccountView(
                                    PublicId.TENANT.of(tenant.id().value()), tenant.name())));
        }
    }

    /** A link to a tenant. */
    public record AccountView(String id, String name) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show(
            @QueryParam("search") @DefaultValue("") String search, @QueryParam("before") @Nullable String before) {
        Page<AuditEntry> page =
                Page.load(PAGE_SIZE, size -> auditEntries.search(search, PublicId.AUDIT.parse(before), size));
        return layout.view(
                "admin/audit",
                Map.of(
                        "lines",
                        page.map(EntryView::of).items(),
                        "search",
                        search.strip(),
                        "next",
                        page.nextCursor(entry -> PublicId.AUDIT.of(entry.id()))));
    }

    @GET
    @Path("audit.csv")
    @Produces("text/csv")
    public Response export(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("format") @DefaultValue("") String format) {
        StreamingOutput csv = out -> auditCsv.writeAll(out, CsvFormat.of(format), search);
        return Csv.download(csv, "engram-audit.csv");
    }
}
