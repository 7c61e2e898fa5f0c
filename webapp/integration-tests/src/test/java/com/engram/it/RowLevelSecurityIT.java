package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asks PostgreSQL itself whether every tenant's rows are behind the wall. */
class RowLevelSecurityIT {

    private static final String TENANT_TABLES = """
            select c.relname, c.relrowsecurity and c.relforcerowsecurity,
              exists (select from pg_policy p where p.polrelid = c.oid)
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and (c.relname in ('tenant', 'person') or exists (
                select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
            order by c.relname
            """;

    @BeforeAll
    static void someRows() throws SQLException {
        UUID tenant = UUID.randomUUID();
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "insert into tenant (id, name, plan_code, created_at) values ('%s', 'Walled', 'free', now())"
                            .formatted(tenant));
            statement.execute("insert into person values ('%s', '%s@example.com', 'P', 'x', now())"
                    .formatted(UUID.randomUUID(), tenant));
            statement.execute(
                    "insert into batch (id, tenant_id, name, total, created_at) values ('%s', '%s', 'b', 1, now())"
                            .formatted(UUID.randomUUID(), tenant));
        }
    }

    @Test
    void every_tenant_table_forces_row_level_security_and_has_a_policy() throws SQLException {
        List<String> open = new ArrayList<>();
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet tables = statement.executeQuery(TENANT_TABLES)) {
            while (tables.next()) {
                if (!tables.getBoolean(2) || !tables.getBoolean(3)) {
                    open.add(tables.getString(1));
                }
            }
        }
        assertThat(open).isEmpty();
    }

    /** Tables that hold nothing of any tenant, each with its reason. */
    private static final Set<String> OF_NO_TENANT = Set.of(
            "accepted_terms", // the operator's alone
            "backend_mode", // the operator's alone
            "backend_status", // the operator's alone
            "flyway_schema_history", // the migrations' own
            "default_model", // the operator's alone
            "operator", // the application's role may not read it
            "operator_session", // nor this
            "operator_invitation", // nor this
            "operator_filter", // nor this
            "former_operator", // nor this
            "instance_time", // the calls of all tenants share the instances
            "plan", // the same for all
            "plan_price", // the same for all
            "plan_version", // the same for all
            "rate_limit", // counters under hashes
            "served_model", // the operator's alone
            "scheduled_tasks"); // names of the cluster's own work

    @Test
    void every_table_without_row_level_security_is_on_the_list_of_those_of_no_tenant() throws SQLException {
        Set<String> open = new TreeSet<>();
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet tables = statement.executeQuery("""
                        select relname from pg_class where relnamespace = 'public'::regnamespace
                          and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
                        """)) {
            while (tables.next()) {
                open.add(tables.getString(1));
            }
        }
        assertThat(OF_NO_TENANT).containsAll(open);
    }

    @Test
    void what_a_person_owns_is_behind_the_wall_too() throws SQLException {
        assertThat(tenantTables()).isNotEmpty();
        try (Connection application = TestEnvironment.asApplication()) {
            for (String table : List.of("totp", "recovery_code", "password_reset", "passkey", "outbox_email")) {
                assertThat(count(application, table)).as(table).isZero();
            }
        }
    }

    @Test
    void the_application_sees_no_row_without_a_tenant() throws SQLException {
        List<String> tables = tenantTables();
        assertThat(tables).contains("tenant", "person", "image", "analysis", "api_key");
        try (Connection application = TestEnvironment.asApplication()) {
            for (String table : tables) {
                assertThat(count(application, table)).as(table).isZero();
            }
        }
    }

    @Test
    void the_owner_sees_that_there_are_rows() throws SQLException {
        try (Connection owner = TestEnvironment.asOwner()) {
            for (String table : List.of("tenant", "person", "batch")) {
                assertThat(count(owner, table)).as(table).isPositive();
            }
        }
    }

    private static List<String> tenantTables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet tables = statement.executeQuery(TENANT_TABLES)) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return names;
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + table)) {
            count.next();
            return count.getLong(1);
        }
    }
}
