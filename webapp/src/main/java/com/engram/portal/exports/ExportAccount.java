package com.engram.portal.exports;

import com.engram.audit.AuditLog;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.people.members.Members;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import com.engram.web.PublicId;
import com.engram.web.downloads.AuditCsv;
import com.engram.web.downloads.CsvFormat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes all data of the current tenant as a ZIP file, streaming: the original images, results as CSV and JSON,
 * members, the audit log, and every other record as the database holds it.
 */
@ApplicationScoped
public class ExportAccount {

    private static final int PAGE = 200;

    @Inject
    private Tenants tenants;

    @Inject
    private Members members;

    @Inject
    private Images images;

    @Inject
    private ObjectStore store;

    @Inject
    private ResultsExport results;

    @Inject
    private AccountRowsExport records;

    @Inject
    private AuditCsv auditCsv;

    @Inject
    private AuditLog audit;

    public void writeTo(OutputStream out) throws IOException {
        audit.record("account.exported", tenants.getCurrent().name());
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        account(zip);
        pictures(zip);
        results.csv(entry(zip, "results.csv"));
        zip.closeEntry();
        results.json(entry(zip, "results.json"));
        zip.closeEntry();
        auditLog(zip);
        records(zip);
        zip.finish();
    }

    private void account(ZipOutputStream zip) throws IOException {
        Tenant tenant = tenants.getCurrent();
        List<Map<String, String>> people = members.listMembers().stream()
                .map(member -> Map.of(
                        "name", member.name(),
                        "email", member.email(),
                        "role", member.role().code()))
                .toList();
        Jsonb jsonb = JsonbBuilder.create();
        entry(zip, "account.json")
                .write(jsonb.toJson(Map.of(
                                "id", PublicId.TENANT.of(tenant.id().value()),
                                "name", tenant.name(),
                                "plan", tenant.planCode(),
                                "createdAt", tenant.createdAt().toString(),
                                "people", people))
                        .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void pictures(ZipOutputStream zip) throws IOException {
        List<Image> page = images.listAfter(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (Image image : page) {
                picture(zip, image);
            }
            page = images.listAfter(Optional.of(page.get(page.size() - 1).id()), PAGE);
        }
    }

    private void picture(ZipOutputStream zip, Image image) throws IOException {
        UUID id = image.id();
        Optional<InputStream> original = store.read(ImageKeys.original(id));
        if (original.isEmpty()) {
            return;
        }
        String name = image.filename().replaceAll("[^\\p{L}\\p{N}._ -]", "_");
        entry(zip, "originals/" + PublicId.IMAGE.of(id) + "-" + name);
        try (InputStream bytes = original.get()) {
            bytes.transferTo(zip);
        }
        zip.closeEntry();
    }

    private void auditLog(ZipOutputStream zip) throws IOException {
        auditCsv.write(entry(zip, "audit.csv"), CsvFormat.COMMA, "");
        zip.closeEntry();
    }

    private void records(ZipOutputStream zip) throws IOException {
        for (String name : records.listTables()) {
            records.write(name, entry(zip, "records/" + name + ".json"));
            zip.closeEntry();
        }
    }

    private static OutputStream entry(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return zip;
    }
}
