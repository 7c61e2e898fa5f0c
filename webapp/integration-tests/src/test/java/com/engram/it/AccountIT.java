package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.images.storage.ImageKeys;
import com.engram.web.PublicId;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What an account takes with it, and how it ends. */
@ArquillianTest
@RunAsClient
class AccountIT {

    private static final String PAGE = "/settings/account";

    @Test
    void the_audit_log_is_downloaded_as_csv_that_is_safe_in_a_spreadsheet() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        owner.send("/settings/keys", Map.of("name", "=HYPERLINK(\"http://evil\")", "scope", "read"));
        String key = owner.find("/settings/keys", "action=\"(/settings/keys/key_[^\"]+/revoke)\"");
        owner.send("/settings/keys", key, Map.of());
        owner.send("/settings/people", Map.of("email", "+cmd@example.com", "role", "viewer"));
        String csv = owner.get("/settings/audit/audit.csv").body();
        assertThat(csv)
                .startsWith("\uFEFFat,kind,actor,action,subject,address\r\n")
                .contains(",key.revoked,");
        assertThat(csv).contains(",'+cmd@example.com as viewer,");
        assertThat(owner.get("/settings/audit").body()).contains("member.invited", "account.opened", "session.opened");
    }

    @Test
    void entries_of_the_audit_log_cannot_be_changed() throws Exception {
        for (String role : new String[] {"engram_app", "engram_operator"}) {
            try (Connection owner = TestEnvironment.asOwner();
                    Statement statement = owner.createStatement();
                    ResultSet may = statement.executeQuery(
                            "select has_table_privilege('%1$s', 'audit_event', 'update') or has_table_privilege('%1$s', 'audit_event', 'delete')"
                                    .formatted(role))) {
                may.next();
                assertThat(may.getBoolean(1)).as(role).isFalse();
            }
        }
    }

    @Test
    void an_export_contains_all_data_of_the_account() throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient client = account.client();
        String image = PublicId.IMAGE.of(PublicId.IMAGE
                .parse(client.analysed(TestImages.draw(40, 30, "png")).getString("imageId"))
                .orElseThrow());
        Map<String, String> files = export(account);
        assertThat(files.keySet()).contains("account.json", "results.csv", "results.json", "audit.csv");
        assertThat(files.keySet()).anyMatch(name -> name.startsWith("originals/" + image));
        assertThat(files.get("results.csv")).contains(image).contains("done");
        assertThat(files.get("results.json")).contains(image);
        assertThat(files.get("account.json")).contains("\"role\":\"owner\"");
        assertThat(records(files, "heatmap")).hasSize(1);
        assertThat(records(files, "api_key")).hasSize(1);
        assertThat(files.get("records/api_key.json")).doesNotContain("hash").contains("\"name\": \"First key\"");
    }

    @Test
    void every_table_of_a_tenant_is_exported_or_on_the_list_of_exceptions() throws Exception {
        TestAccount account = TestAccount.open();
        for (Route.Id kind : Route.Id.values()) {
            account.fresh(kind);
        }
        Map<String, String> files = export(account);
        List<String> missing = tablesOfTenants();
        missing.removeIf(table -> files.containsKey("records/" + table + ".json"));
        assertThat(missing)
                .containsExactlyInAnyOrder(
                        "audit_event",
                        "closed_account",
                        "idempotent_response",
                        "image_result",
                        "image_result_count",
                        "image_tombstone",
                        "outbox_email",
                        "scoring_cost",
                        "session");
        for (String table : List.of("image", "analysis", "api_key", "invitation", "webhook_endpoint")) {
            assertThat(records(files, table)).as(table).isNotEmpty();
        }
        String all = String.join("", files.values());
        assertThat(all).doesNotContain("whsec_", "token_hash", "secret_hash", "client_secret");
    }

    private static JsonArray records(Map<String, String> files, String table) {
        return Json.createReader(new StringReader(files.get("records/" + table + ".json")))
                .readArray();
    }

    @Test
    void a_closed_account_is_kept_for_two_weeks_and_closing_can_be_cancelled() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        assertThat(owner.send(PAGE, PAGE + "/close", Map.of("name", "wrong")).statusCode())
                .isEqualTo(422);
        owner.send(PAGE, PAGE + "/close", Map.of("name", "Company of " + email));
        assertThat(owner.get(PAGE).body()).contains("This account closes on");
        assertThat(TestOutbox.count(email)).isEqualTo(1);
        owner.send(PAGE, PAGE + "/keep", Map.of());
        assertThat(owner.get(PAGE).body()).doesNotContain("This account closes on");
    }

    @Test
    void erasure_deletes_rows_objects_and_people_and_keeps_the_books() throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient client = account.client();
        client.analysed(TestImages.draw(41, 31, "png"));
        for (Route.Id kind : Route.Id.values()) {
            account.fresh(kind);
        }
        UUID image = UUID.fromString(
                string("select id from image where tenant_id = '%s' and state = 'READY' order by created_at limit 1"
                        .formatted(account.tenant())));
        List<String> objects = List.of(
                ImageKeys.original(image), ImageKeys.preview(image), ImageKeys.thumbnail(image), exported(client));
        assertThat(objects).allMatch(TestEnvironment::stored);
        List<String> tables = tablesOfTenants();
        assertThat(tables)
                .contains("image", "analysis", "session", "api_key", "membership", "outbox_email", "audit_event");

        execute("update tenant set closes_at = now() where id = '%s'".formatted(account.tenant()));
        String gone = "select count(*) from tenant where id = '%s'".formatted(account.tenant());
        await().atMost(Duration.ofSeconds(60)).until(() -> string(gone), "0"::equals);

        // Ids whose objects are removed once more after a quarter of an hour, for what a scorer wrote meanwhile, and
        // our own books of what scoring cost.
        tables.removeAll(List.of("image_tombstone", "scoring_cost"));
        for (String table : tables) {
            assertThat(string("select count(*) from %s where tenant_id = '%s'".formatted(table, account.tenant())))
                    .as(table)
                    .isEqualTo(table.equals("closed_account") ? "1" : "0");
        }
        assertThat(string("select count(*) from person where id = '%s'".formatted(account.person())))
                .isEqualTo("0");
        assertThat(objects).noneMatch(TestEnvironment::stored);
        assertThat(string("select credits_used from closed_account where tenant_id = '%s'".formatted(account.tenant())))
                .isEqualTo("1");
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(401);
    }

    /** Has the account's library exported, and gives the key of the first file. */
    private static String exported(TestApiClient client) throws Exception {
        String export = TestApiClient.json(client.post("/api/v1/exports", "")).getString("id");
        String path = "/api/v1/exports/" + export;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> TestApiClient.json(client.get(path)).getString("status"), "done"::equals);
        return ExportLibrary.key(PublicId.EXPORT.parse(export).orElseThrow(), 0);
    }

    @Test
    void a_file_name_cannot_escape_the_exports_folder() throws Exception {
        TestAccount account = TestAccount.open();
        account.client().analysed(TestImages.draw(42, 32, "png"));
        execute("update image set filename = '../../etc/passwd\\..\\x' where tenant_id = '%s'"
                .formatted(account.tenant()));
        assertThat(export(account).keySet())
                .anyMatch(name -> name.matches("originals/img_[0-9a-f]{32}-[^/\\\\]+"))
                .noneMatch(name -> name.contains("/..") || name.startsWith("/") || name.contains("\\"));
    }

    private static List<String> tablesOfTenants() throws Exception {
        List<String> tables = new ArrayList<>();
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery("""
                        select c.table_name from information_schema.columns c
                          join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
                        where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
                        """)) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static Map<String, String> export(TestAccount account) throws Exception {
        HttpResponse<byte[]> zip = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(TestEnvironment.server() + PAGE + "/export.zip"))
                                .header("Cookie", "engram_session=" + account.cookie())
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(zip.statusCode()).isEqualTo(200);
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String string(String sql) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
