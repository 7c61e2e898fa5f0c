package com.engram.web.downloads;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntries.Line;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The audit log as a table that is safe to open in a spreadsheet; page by page, so its length does not matter. */
@ApplicationScoped
public class AuditCsv {

    private static final int PAGE = 1_000;
    private static final String[] COLUMNS = {"at", "kind", "actor", "action", "subject", "address"};
    private static final String[] WITH_ACCOUNT = {
        "at", "kind", "actor", "action", "subject", "address", "accountId", "account"
    };

    @Inject
    private AuditEntries trail;

    /** The entered account's lines. */
    public void write(OutputStream out, String text) throws IOException {
        Csv.Table table = Csv.to(out, COLUMNS);
        each(
                text,
                line -> table.row(line.at(), line.kind(), line.actor(), line.action(), line.subject(), line.address()));
        table.end();
    }

    /** All accounts' lines, for the operator. */
    public void writeAll(OutputStream out, String text) throws IOException {
        Csv.Table table = Csv.to(out, WITH_ACCOUNT);
        each(
                text,
                line -> table.row(
                        line.at(),
                        line.kind(),
                        line.actor(),
                        line.action(),
                        line.subject(),
                        line.address(),
                        line.tenant()
                                .map(tenant -> PublicId.TENANT.of(tenant.id()))
                                .orElse(""),
                        line.tenant().map(AuditEntries.Account::name).orElse("")));
        table.end();
    }

    private interface Writing {
        void write(Line line) throws IOException;
    }

    private void each(String text, Writing writing) throws IOException {
        List<Line> page = trail.search(text, Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (Line line : page) {
                writing.write(line);
            }
            page = trail.search(text, Optional.of(page.get(page.size() - 1).id()), PAGE);
        }
    }
}
