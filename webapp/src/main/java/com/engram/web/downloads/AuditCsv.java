package com.engram.web.downloads;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Writes the audit log as CSV that is safe to open in a spreadsheet. It is read page by page, whatever its length. */
@ApplicationScoped
public class AuditCsv {

    private static final int PAGE_SIZE = 1_000;
    private static final String[] COLUMNS = {"at", "kind", "actor", "action", "subject", "address"};
    private static final String[] COLUMNS_WITH_ACCOUNT = {
        "at", "kind", "actor", "action", "subject", "address", "accountId", "account"
    };

    @Inject
    private AuditEntries auditEntries;

    /** Writes the entries of the current tenant that contain a text. */
    public void write(OutputStream out, CsvFormat format, String text) throws IOException {
        Csv.Table table = Csv.table(out, format, COLUMNS);
        forEachEntry(
                text,
                entry -> table.row(
                        entry.occurredAt(),
                        entry.kind(),
                        entry.actor(),
                        entry.action(),
                        entry.subject(),
                        entry.ipAddress()));
        table.end();
    }

    /** Writes the entries of all tenants that contain a text, for the operator. */
    public void writeAll(OutputStream out, CsvFormat format, String text) throws IOException {
        Csv.Table table = Csv.table(out, format, COLUMNS_WITH_ACCOUNT);
        forEachEntry(
                text,
                entry -> table.row(
                        entry.occurredAt(),
                        entry.kind(),
                        entry.actor(),
                        entry.action(),
                        entry.subject(),
                        entry.ipAddress(),
                        entry.tenant()
                                .map(tenant -> PublicId.TENANT.of(tenant.id().value()))
                                .orElse(""),
                        entry.tenant().map(AuditEntry.EntryTenant::name).orElse("")));
        table.end();
    }

    private interface RowWriter {
        void write(AuditEntry entry) throws IOException;
    }

    private void forEachEntry(String text, RowWriter writer) throws IOException {
        List<AuditEntry> page = auditEntries.search(text, Optional.empty(), PAGE_SIZE);
        while (!page.isEmpty()) {
            for (AuditEntry entry : page) {
                writer.write(entry);
            }
            page = auditEntries.search(
                    text, Optional.of(page.get(page.size() - 1).id()), PAGE_SIZE);
        }
    }
}
