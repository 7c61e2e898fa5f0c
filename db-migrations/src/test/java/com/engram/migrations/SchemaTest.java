package com.engram.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the schema promises on every PostgreSQL that Engram supports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SchemaTest {
    /** With the 40 migrations from before the first release, to be copied. */
    private static final String OLD = "before_first_release";

    private PostgresServer server;
    /** Installed by the plain owner, before anything else on the server. */
    private TestDatabase plain;
    /** Installed by the superuser. */
    private TestDatabase fresh;

    private int databases;

    abstract PostgresServer startServer() throws IOException, InterruptedException;

    @BeforeAll
    void install() throws SQLException, IOException, InterruptedException {
        server = startServer();
        server.prepare();
        plain = server.createDatabase("plain", PostgresServer.PLAIN_OWNER);
        plain.migrate();
        fresh = server.createDatabase("fresh", PostgresServer.SUPERUSER);
        fresh.migrate();
        server.createDatabase(OLD, PostgresServer.SUPERUSER).migrateToBeforeFirstRelease();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void an_owner_who_may_only_create_roles_and_databases_installs_the_whole_schema() throws SQLException {
        assertThat(plain.query("select rolsuper or rolbypassrls from pg_roles where rolname = 'master'"))
                .containsExactly("f");
        assertThat(plain.history()).isEqualTo(fresh.history());
        assertThat(plain.query("select name from tenant")).containsExactly("Try-it box");
        assertThat(plain.query("select plan_code || plan_version from tenant_plan_history"))
                .containsExactly("try-it1");
        assertThat(plain.query("select count(*) from plan_version")).containsExactly("7");
    }

    @Test
    void a_second_run_changes_nothing() throws SQLException, IOException {
        List<String> catalogue = plain.catalogue();
        var rows = plain.rows();
        List<String> history = plain.history();

        assertThat(plain.migrate()).isZero();

        assertThat(plain.catalogue()).isEqualTo(catalogue);
        assertThat(plain.rows()).isEqualTo(rows);
        assertThat(plain.history()).isEqualTo(history);
    }

    @Test
    void the_servers_roles_log_in_with_their_passwords_and_pass_no_wall() throws SQLException {
        assertThat(plain.query("""
                select rolname from pg_roles where rolname like 'engram\\_%'
                  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin <> (rolname in ('engram_app', 'engram_operator')))
                """)).isEmpty();
        try (Connection application = plain.connect("engram_app", TestDatabase.APP_PASSWORD);
                Statement statement = application.createStatement();
                var tenants = statement.executeQuery("select count(*) from tenant")) {
            tenants.next();
            assertThat(tenants.getInt(1)).isZero();
        }
    }

    @Test
    void a_login_role_with_powers_of_its_own_loses_them_or_is_refused() throws SQLException {
        fresh.execute("alter role engram_app bypassrls");
        assertThatThrownBy(plain::migrate).isInstanceOf(SQLException.class);

        fresh.migrate();

        assertThat(fresh.query("select rolbypassrls from pg_roles where rolname = 'engram_app'"))
                .containsExactly("f");
    }

    @Test
    void every_function_that_runs_as_its_definer_looks_for_temporary_tables_last() throws SQLException {
        assertThat(plain.query("select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"))
                .hasSizeGreaterThan(15);
        assertThat(plain.query("""
                select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace
                  and (p.prosecdef or p.proconfig is not null)
                  and not coalesce(p.proconfig, '{}') @> array['search_path=public, pg_temp']
                """)).isEmpty();
        assertThat(plain.query("""
                select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
                  and pg_get_userbyid(proowner) not in ('engram_lookup', 'engram_trigger')
                """)).isEmpty();
    }

    @Test
    void a_database_from_before_the_first_release_gets_the_same_schema_and_history() throws SQLException, IOException {
        TestDatabase old = oldDatabase();

        old.migrate();

        assertThat(old.catalogue()).isEqualTo(fresh.catalogue());
        assertThat(old.history()).isEqualTo(fresh.history());
        assertThat(old.migrate()).isZero();
    }

    @Test
    void a_database_from_before_the_first_release_keeps_every_row() throws SQLException, IOException {
        TestDatabase old = oldDatabase();
        old.execute(TestDatabase.resource("rows-before-first-release.sql"));
        var before = old.rows();
        assertThat(before.values()).as("rows to be carried over").noneMatch(List::isEmpty);

        old.migrate();

        var after = old.rows();
        assertThat(after.remove("public.image_result")).hasSize(6);
        assertThat(after.remove("public.image_result_count")).isNotEmpty();
        for (String table : Renamed.ADDED_TABLES) {
            assertThat(after.remove("public." + table)).as(table).isEmpty();
        }
        assertThat(Renamed.text(after)).isEqualTo(Renamed.rows(before));
        assertThat(old.query("select right(analysis_id::text, 2) || ' ' || status from image_result order by image_id"))
                .containsExactly("11 DONE", "22 DONE", "31 DONE", "42 DONE", "51 FAILED", "62 REJECTED");
        assertThat(old.query("insert into default_model (model) values ('next') returning id"))
                .containsExactly("3");
        assertThat(old.query("insert into batch.jobinstance (batchstatus, createtime, instancestate, numexecs)"
                        + " values (1, now(), 1, 1) returning jobinstanceid"))
                .containsExactly("3");
    }

    @Test
    void a_part_of_the_old_schema_is_completed_and_carried_over() throws SQLException, IOException {
        TestDatabase old = server.createDatabase("old_" + ++databases, PostgresServer.SUPERUSER);
        Migrate.to("202611231306", old.url(), old.owner(), PostgresServer.PASSWORD, new Migrate.Roles("a", "b"));

        old.migrate();

        assertThat(old.catalogue()).isEqualTo(fresh.catalogue());
    }

    @Test
    void a_table_that_engram_did_not_create_is_named_and_nothing_is_changed() throws SQLException, IOException {
        assertRefused("create table keepsake (what text)", "keepsake", "drop table keepsake");
    }

    @Test
    void a_column_that_engram_did_not_create_is_named_and_nothing_is_changed() throws SQLException, IOException {
        assertRefused("alter table letter add column stamp text", "stamp", "alter table letter drop column stamp");
    }

    @Test
    void a_migration_that_is_unknown_beside_the_old_ones_is_named_and_nothing_is_changed()
            throws SQLException, IOException {
        assertRefused(
                "insert into flyway_schema_history select 99, '202611280000', 'x', 'SQL', 'x', 0, 'x', now(), 0, true",
                "202611280000",
                "delete from flyway_schema_history where version = '202611280000'");
    }

    private void assertRefused(String oddity, String name, String remedy) throws SQLException, IOException {
        TestDatabase old = oldDatabase();
        old.execute(oddity);
        List<String> catalogue = old.catalogue();

        assertThatThrownBy(old::migrate)
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("nothing was changed");

        assertThat(old.catalogue()).isEqualTo(catalogue);
        old.execute(remedy);
        old.migrate();
        assertThat(old.catalogue()).isEqualTo(fresh.catalogue());
    }

    @Test
    void a_carry_over_that_is_cut_off_leaves_the_old_schema_and_is_repeated() throws SQLException, IOException {
        TestDatabase old = oldDatabase();
        List<String> catalogue = old.catalogue();
        try (Connection reader = old.connect(PostgresServer.SUPERUSER, PostgresServer.PASSWORD);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table heatmap in access share mode");
            CompletableFuture<Integer> cutOff = CompletableFuture.supplyAsync(() -> {
                try {
                    return old.migrate();
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            String waiting = "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'";
            while (old.query(waiting).isEmpty()) {
                assertThat(cutOff).isNotDone();
            }
            assertThatThrownBy(cutOff::join).isInstanceOf(CompletionException.class);
            reader.rollback();
        }
        assertThat(old.catalogue()).isEqualTo(catalogue);

        old.migrate();

        assertThat(old.catalogue()).isEqualTo(fresh.catalogue());
    }

    private TestDatabase oldDatabase() throws SQLException {
        return server.copyDatabase(OLD, "old_" + ++databases);
    }

    @Test
    void an_images_result_follows_its_newest_analysis_and_a_free_one_once_it_is_done() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a1", "i1", "QUEUED", false);
        assertThat(tenant.results()).containsExactly("i1 a1 PENDING");
        tenant.become("a1", "SCORING");
        assertThat(tenant.results()).containsExactly("i1 a1 PENDING");
        tenant.become("a1", "DONE");
        assertThat(tenant.results()).containsExactly("i1 a1 DONE 0.5");
        tenant.analysis("a2", "i1", "QUEUED", true);
        assertThat(tenant.results()).containsExactly("i1 a1 DONE 0.5");
        tenant.become("a2", "DONE");
        assertThat(tenant.results()).containsExactly("i1 a2 DONE 0.5");
        tenant.analysis("a3", "i1", "QUEUED", false);
        assertThat(tenant.results()).containsExactly("i1 a3 PENDING");
        tenant.become("a3", "FAILED");
        assertThat(tenant.results()).containsExactly("i1 a3 FAILED");
        tenant.become("a3", "QUEUED");
        assertThat(tenant.results()).containsExactly("i1 a3 PENDING");
    }

    @Test
    void a_free_analysis_of_an_image_without_another_is_shown_until_there_is_one() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a2", "i1", "QUEUED", true);
        assertThat(tenant.results()).containsExactly("i1 a2 PENDING");
        tenant.analysis("a1", "i1", "QUEUED", false);
        assertThat(tenant.results()).containsExactly("i1 a1 PENDING");
        tenant.become("a2", "DONE");
        assertThat(tenant.results()).containsExactly("i1 a2 DONE 0.5");
    }

    @Test
    void an_older_analysis_that_ends_late_does_not_replace_a_newer_one() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a1", "i1", "QUEUED", false);
        tenant.analysis("a2", "i1", "QUEUED", false);
        tenant.become("a1", "DONE");

        assertThat(tenant.results()).containsExactly("i1 a2 PENDING");
    }

    @Test
    void a_deleted_analysis_gives_its_place_to_the_newest_of_the_others() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a1", "i1", "QUEUED", false);
        tenant.become("a1", "DONE");
        tenant.analysis("a2", "i1", "QUEUED", false);
        tenant.analysis("a3", "i2", "QUEUED", false);

        tenant.delete("analysis", "a2");
        tenant.delete("analysis", "a3");

        assertThat(tenant.results()).containsExactly("i1 a1 DONE 0.5");
        assertThat(tenant.counts()).containsExactly("DONE 1");
    }

    @Test
    void the_counts_follow_every_change() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a1", "i1", "QUEUED", false);
        tenant.analysis("a2", "i2", "QUEUED", false);
        tenant.analysis("a3", "i3", "QUEUED", false);
        assertThat(tenant.counts()).containsExactly("PENDING 3");
        tenant.become("a1", "DONE");
        tenant.become("a2", "FAILED");
        tenant.become("a3", "REJECTED");
        assertThat(tenant.counts()).containsExactly("DONE 1", "FAILED 1", "REJECTED 1");
        tenant.become("a2", "QUEUED");
        tenant.delete("image", "i3");
        assertThat(tenant.counts()).containsExactly("DONE 1", "PENDING 1");
    }

    @Test
    void transactions_that_count_at_the_same_time_do_not_wait_for_each_other() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a1", "i1", "QUEUED", false);
        tenant.analysis("a2", "i2", "QUEUED", false);
        try (Connection first = plain.connect("engram_operator", TestDatabase.OPERATOR_PASSWORD);
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute(tenant.change("a1", "DONE"));

            tenant.become("a2", "DONE");

            assertThat(tenant.counts()).containsExactly("DONE 1", "PENDING 1");
            first.commit();
        }
        assertThat(tenant.counts()).containsExactly("DONE 2");
    }

    @Test
    void a_tenants_results_and_counts_go_with_it() throws SQLException {
        TestTenant tenant = new TestTenant(plain);
        tenant.analysis("a1", "i1", "QUEUED", false);
        tenant.analysis("a2", "i2", "QUEUED", false);
        tenant.become("a1", "DONE");

        tenant.deleteAll();

        assertThat(tenant.results()).isEmpty();
        assertThat(tenant.counts()).isEmpty();
    }

    @Test
    void the_servers_roles_read_results_and_counts_and_write_none() throws SQLException {
        for (String table : List.of("image_result", "image_result_count")) {
            for (String role : List.of("engram_app", "engram_operator")) {
                assertThat(plain.query("select has_table_privilege('" + role + "', '" + table + "', 'select')"))
                        .containsExactly("t");
                assertThat(plain.query("select has_table_privilege('" + role + "', '" + table
                                + "', 'insert, update, delete')"))
                        .containsExactly("f");
            }
        }
    }
}
