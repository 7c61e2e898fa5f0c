package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Every job that keeps the house clean, and those over a tenant's library, run as the cluster runs them. */
@ArquillianTest
@RunAsClient
class HousekeepingIT {

    @Test
    void an_upload_whose_client_vanished_is_swept() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        UUID image = image(client.form(100).getString("imageId"));
        UUID fresh = image(client.form(100).getString("imageId"));
        execute("update image set created_at = now() - interval '2 hours' where id = '%s'".formatted(image));

        run("sweep-uploads");

        assertThat(number("select count(*) from image where id = '%s'".formatted(image)))
                .isZero();
        assertThat(number("select count(*) from image where id = '%s'".formatted(fresh)))
                .isOne();
    }

    @Test
    void a_deleted_pictures_objects_are_purged_derivatives_too() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String id = client.analysed(TestImages.png()).getString("imageId");
        UUID image = image(id);
        assertThat(TestEnvironment.stored("original-" + image)).isTrue();
        assertThat(TestEnvironment.stored("preview-" + image)).isTrue();
        client.delete("/api/v1/images/" + id);
        execute("update image_tombstone set deleted_at = now() - interval '1 hour' where image_id = '%s'"
                .formatted(image));

        run("purge-images");

        for (String kind : new String[] {"incoming-", "original-", "preview-", "thumbnail-"}) {
            assertThat(TestEnvironment.stored(kind + image)).as(kind).isFalse();
        }
        assertThat(number("select count(*) from image_tombstone where image_id = '%s'".formatted(image)))
                .isZero();
    }

    @Test
    void pictures_go_when_their_plan_keeps_them_no_longer() throws Exception {
        UUID free =
                image(TestApiClient.onPlan("free").analysed(TestImages.png()).getString("imageId"));
        UUID unlimited = image(
                TestApiClient.onPlan("unlimited").analysed(TestImages.png()).getString("imageId"));
        execute("update image set created_at = now() - interval '91 days' where id in ('%s', '%s')"
                .formatted(free, unlimited));

        run("apply-retention");

        assertThat(number("select count(*) from image where id = '%s'".formatted(free)))
                .isZero();
        assertThat(number("select count(*) from analysis where image_id = '%s'".formatted(free)))
                .isZero();
        assertThat(number("select count(*) from image where id = '%s'".formatted(unlimited)))
                .isOne();
    }

    @Test
    void records_of_old_runs_are_cleared_away() throws Exception {
        run("apply-retention");
        run("apply-retention");
        execute("""
                update batch.jobinstance set createtime = createtime - interval '3 days', updatetime = updatetime - interval '3 days'
                where jobname = 'apply-retention'
                """);
        long others = number("select count(*) from batch.jobinstance where jobname <> 'apply-retention'");

        run("purge-job-repository");

        assertThat(number("select count(*) from batch.jobinstance where jobname = 'apply-retention'"))
                .isZero();
        assertThat(number("select count(*) from batch.jobinstance where jobname <> 'apply-retention'"))
                .isGreaterThanOrEqualTo(others);
    }

    @Test
    void a_library_is_scored_again_at_no_charge() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        client.analysed(TestImages.png());
        client.analysed(TestImages.png());
        // As if an older model had scored them: the same bytes by the same model would be free anyway.
        execute("update credit_entry set model_version = 'older' where tenant_id = '%s'".formatted(tenant(client)));

        rescore(client);
        awaitNone("select count(*) from analysis where finished_at is null and tenant_id = '%s'"
                .formatted(tenant(client)));

        assertThat(number("select count(*) from analysis where state = 'DONE' and free and tenant_id = '%s'"
                        .formatted(tenant(client))))
                .isEqualTo(2);
        assertThat(client.usage().getInt("used")).isEqualTo(2);
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_job_over_a_library_goes_on_from_its_checkpoint() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        client.analysed(TestImages.png());
        copyPicture(client, 249);
        execute("""
                create function stumble() returns trigger language plpgsql as $$
                begin
                  if new.free and new.image_id = (select id from image where tenant_id = '%1$s' order by id offset 150 limit 1) then
                    raise exception 'stumbles';
                  end if;
                  return new;
                end $$;
                create trigger stumble before insert on analysis for each row execute function stumble();
                """.formatted(tenant(client)));
        try {
            TestApiClient.operator().post("/api/v1/admin/tenants/" + client.tenant() + "/rescoring", "");
            awaitNone("""
                    select 1 - count(*) from scheduled_tasks t join rescoring r on cast(r.id as text) = t.task_instance
                    where r.tenant_id = '%s' and t.consecutive_failures > 0
                    """.formatted(tenant(client)));
            assertThat(number("select queued from rescoring where tenant_id = '%s'".formatted(tenant(client))))
                    .isEqualTo(100);
        } finally {
            execute("drop trigger stumble on analysis; drop function stumble()");
        }

        rescore(client);

        assertThat(number("select queued from rescoring where tenant_id = '%s'".formatted(tenant(client))))
                .isEqualTo(250);
        assertThat(number("""
                        select count(distinct e.jobexecid) from batch.jobexecution e join batch.jobparameter p on p.fk_jobexecid = e.jobexecid
                        where p.value = (select cast(id as text) from rescoring where tenant_id = '%s')
                        """.formatted(tenant(client)))).isGreaterThan(1);
        execute("delete from analysis where lease_token is null and tenant_id = '%s'".formatted(tenant(client)));
    }

    @Test
    void a_library_is_exported_in_files_that_a_stopped_job_goes_on_with() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String original = client.analysed(TestImages.png()).getString("imageId");
        copyPicture(client, 149);

        String export = TestApiClient.json(client.post("/api/v1/exports", "")).getString("id");
        JsonObject state = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> TestApiClient.json(client.get("/api/v1/exports/" + export)),
                        found -> !found.getString("status").equals("running"));

        assertThat(state.getString("status")).isEqualTo("done");
        assertThat(state.getJsonArray("files")).hasSize(2);
        List<String> entries = new ArrayList<>();
        int results = 0;
        for (int file = 0; file < 2; file++) {
            URL address =
                    URI.create(state.getJsonArray("files").getString(file)).toURL();
            try (ZipInputStream zip = new ZipInputStream(address.openStream())) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    entries.add(entry.getName());
                    String content = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    results += entry.getName().equals("results.jsonl")
                            ? (int) content.lines().count()
                            : 0;
                }
            }
        }
        assertThat(results).isEqualTo(150);
        assertThat(entries).anyMatch(name -> name.startsWith("originals/" + image(original)));

        execute("update library_export set finished_at = now() - interval '8 days' where tenant_id = '%s'"
                .formatted(tenant(client)));
        run("forget-old-exports");

        assertThat(client.get("/api/v1/exports/" + export).statusCode()).isEqualTo(404);
        assertThat(TestEnvironment.stored(
                        "export-%s-0".formatted(PublicId.EXPORT.parse(export).orElseThrow())))
                .isFalse();
    }

    /** Ready pictures of which the store has nothing. */
    private static void copyPicture(TestApiClient client, int times) throws SQLException {
        execute("""
                insert into image (id, tenant_id, filename, content_type, declared_bytes, state, etag, bytes, sha256, width, height,
                  preview_width, preview_height, created_at)
                select gen_random_uuid(), tenant_id, filename, content_type, declared_bytes, state, etag, bytes, sha256, width, height,
                  preview_width, preview_height, created_at from image, generate_series(1, %d) where tenant_id = '%s'
                """.formatted(times, tenant(client)));
    }

    private static void rescore(TestApiClient client) throws Exception {
        String path = "/api/v1/admin/tenants/" + client.tenant() + "/rescoring";
        assertThat(TestApiClient.operator().post(path, "").statusCode()).isEqualTo(202);
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonObject rescoring = TestApiClient.json(TestApiClient.operator().get(path));
            assertThat(rescoring.isNull("finishedAt")).as(rescoring.toString()).isFalse();
        });
    }

    /** Brings a recurring task's time forward, and waits until it has run. */
    private static void run(String task) throws Exception {
        String since = text("select cast(now() as text)");
        awaitNone("select count(*) from scheduled_tasks where picked and task_name = '%s'".formatted(task));
        execute("update scheduled_tasks set execution_time = now() where task_name = '%s' and not picked"
                .formatted(task));
        awaitNone("select 1 - count(*) from scheduled_tasks where task_name = '%s' and last_success > '%s'"
                .formatted(task, since));
    }

    private static void awaitNone(String query) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(number(query)).as(query).isZero());
    }

    private static UUID image(String id) {
        return PublicId.IMAGE.parse(id).orElseThrow();
    }

    private static UUID tenant(TestApiClient client) {
        return PublicId.TENANT.parse(client.tenant()).orElseThrow();
    }

    private static long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private static String text(String query) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
