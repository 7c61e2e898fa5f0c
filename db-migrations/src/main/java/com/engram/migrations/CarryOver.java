package com.engram.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Carries a database from before the first release over to the current schema, in one transaction: it moves the old tables
 * aside, runs the migrations of the current schema, copies every row, and rewrites Flyway's history. After a crash the
 * database is as it was, and the next start begins again.
 */
final class CarryOver {
    /** The last of the migrations that the old ones were folded into. Flyway applies later ones as usual. */
    static final long FOLDED_UP_TO = 202611300360L;

    private static final String OLD = "before_first_release";
    private static final String OLD_BATCH = "before_first_release_batch";

    /** Every table of the old schema under its current name, each after those that it references. */
    private static final List<String> TABLES = List.of(
            "public.plan",
            "public.plan_version",
            "public.tenant",
            "public.tenant_plan_history",
            "public.closed_account",
            "public.idempotent_response",
            "public.usage_period",
            "public.usage_threshold",
            "public.credit_grant",
            "public.person",
            "public.membership",
            "public.invitation",
            "public.session",
            "public.sso_provider",
            "public.sso_identity",
            "public.password_reset",
            "public.passkey",
            "public.totp",
            "public.recovery_code",
            "public.api_key",
            "public.operator",
            "public.operator_session",
            "public.image",
            "public.image_tombstone",
            "public.batch",
            "public.analysis",
            "public.heatmap",
            "public.credit_entry",
            "public.backend_mode",
            "public.backend_status",
            "public.default_model",
            "public.scoring_cost",
            "public.rescoring",
            "public.library_export",
            "public.project",
            "public.project_image",
            "public.share_link",
            "public.subscription",
            "public.invoice",
            "public.billing_event",
            "public.metered_usage",
            "public.plan_price",
            "public.webhook_endpoint",
            "public.webhook_event",
            "public.webhook_delivery",
            "public.audit_event",
            "public.outbox_email",
            "public.rate_limit",
            "public.scheduled_tasks",
            "batch.jobinstance",
            "batch.jobexecution",
            "batch.stepthreadexecution",
            "batch.stepthreadinstance",
            "batch.remotablepartition",
            "batch.groupassociation",
            "batch.jobparameter");

    /** What the renamed tables were called. */
    private static final Map<String, String> OLD_TABLES = Map.ofEntries(
            Map.entry("tenant_plan_history", "tenant_plan"),
            Map.entry("idempotent_response", "idempotent_answer"),
            Map.entry("sso_provider", "sso"),
            Map.entry("image_tombstone", "image_grave"),
            Map.entry("backend_mode", "backend_hold"),
            Map.entry("backend_status", "backend_standing"),
            Map.entry("default_model", "model_rollout"),
            Map.entry("outbox_email", "letter"));

    /** What the renamed columns were called. */
    private static final Map<String, String> OLD_COLUMNS = Map.ofEntries(
            Map.entry("plan.billing_interval", "interval"),
            Map.entry("plan_version.billing_interval", "interval"),
            Map.entry("tenant.pinned_model", "model"),
            Map.entry("tenant.plan_changed_at", "plan_since"),
            Map.entry("tenant.erasure_started_at", "erasing_at"),
            Map.entry("session.authenticated_at", "proved_at"),
            Map.entry("session.ip_address", "address"),
            Map.entry("session.user_agent", "agent"),
            Map.entry("session.sign_in_method", "method"),
            Map.entry("sso_provider.trusts_unverified_emails", "vouches"),
            Map.entry("backend_mode.mode", "hold"),
            Map.entry("backend_status.max_concurrent", "at_once"),
            Map.entry("backend_status.last_error", "trouble"),
            Map.entry("backend_status.reported_at", "seen_at"),
            Map.entry("rescoring.requested_at", "asked_at"),
            Map.entry("library_export.requested_at", "asked_at"),
            Map.entry("subscription.customer_id", "customer"),
            Map.entry("subscription.processor_subscription_id", "reference"),
            Map.entry("subscription.checkout_session_id", "checkout"),
            Map.entry("invoice.processor_invoice_id", "reference"),
            Map.entry("billing_event.last_error", "problem"),
            Map.entry("metered_usage.settled_overage", "settled"),
            Map.entry("metered_usage.settled_usage", "covered"),
            Map.entry("metered_usage.pending_report", "sending"),
            Map.entry("metered_usage.processor_count", "counted"),
            Map.entry("metered_usage.processor_count_at", "counted_at"),
            Map.entry("plan_price.price_id", "price"),
            Map.entry("plan_price.overage_price_id", "overage_price"),
            Map.entry("webhook_delivery.http_status", "status"),
            Map.entry("webhook_delivery.attempted_at", "tried_at"),
            Map.entry("audit_event.occurred_at", "at"),
            Map.entry("audit_event.ip_address", "address"),
            Map.entry("outbox_email.next_attempt_at", "next_attempt"),
            Map.entry("outbox_email.last_error", "problem"));

    private static final String FORCED =
            "select c.oid::regclass::text from pg_class c where c.relforcerowsecurity and %s";

    /** The copied rows are complete, except for the results of the images, which the triggers on analysis compute. */
    private static final String TRIGGERED = """
            select distinct t.tgrelid::regclass::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
              and c.relname not in ('analysis', 'image_result')
            """;

    private static final String COLUMNS = """
            select attname from pg_attribute
            where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
            """;

    private final Connection owner;
    private final SortedMap<Long, String> migrations =
            MigrationFiles.read(MigrationFiles.CURRENT).headMap(FOLDED_UP_TO + 1);
    private final List<MigrationInfo> described;

    /** @param owner a connection that nobody else uses; its transaction is ended here */
    CarryOver(Connection owner, Flyway current) {
        this.owner = owner;
        // Read before anything is locked: Flyway asks on a connection of its own.
        this.described = Stream.of(current.info().all())
                .filter(migration -> migration.getVersion() != null
                        && migrations.containsKey(
                                Long.valueOf(migration.getVersion().toString())))
                .toList();
    }

    /**
     * Carries the database over, unless another process has done so meanwhile.
     *
     * @throws SchemaRefusedException if the database holds tables or columns that no migration made; nothing was changed
     */
    void run() throws SQLException {
        owner.setAutoCommit(false);
        try {
            SchemaHistory history = new SchemaHistory(owner);
            history.lock();
            if (history.kind() == SchemaHistory.Kind.BEFORE_FIRST_RELEASE) {
                carryOver(history);
            }
            owner.commit();
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private void carryOver(SchemaHistory history) throws SQLException {
        moveAside();
        for (String migration : migrations.values()) {
            execute(migration);
        }
        execute("truncate " + String.join(", ", TABLES) + ", image_result, image_result_count");
        // Forced row-level security holds for the owner as well.
        List<String> isolated = strings(FORCED.formatted("c.relnamespace = 'public'::regnamespace"));
        List<String> forced = strings(FORCED.formatted("true"));
        for (String table : forced) {
            execute("alter table " + table + " no force row level security");
        }
        List<String> triggered = strings(TRIGGERED);
        for (String table : triggered) {
            execute("alter table " + table + " disable trigger user");
        }
        for (String table : TABLES) {
            copy(table);
        }
        for (String table : triggered) {
            execute("alter table " + table + " enable trigger user");
        }
        for (String table : isolated) {
            execute("alter table " + table + " force row level security");
        }
        execute("drop schema " + OLD + " cascade");
        execute("drop schema " + OLD_BATCH + " cascade");
        history.rewrite(described);
    }

    /** Policies and triggers go with the functions that they use. */
    private void moveAside() throws SQLException {
        for (String function : strings("""
                select format('drop routine %s cascade', oid::regprocedure) from pg_proc
                where pronamespace = 'public'::regnamespace
                """)) {
            execute(function);
        }
        execute("create schema " + OLD);
        execute("alter schema batch rename to " + OLD_BATCH);
        Set<String> expected = new TreeSet<>();
        TABLES.forEach(table -> expected.add(oldTable(table)));
        Set<String> unknown = new TreeSet<>();
        for (String table : strings("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
                  and relname <> 'flyway_schema_history'
                """)) {
            if (!expected.contains(OLD + "." + table)) {
                unknown.add(table);
            }
            execute("alter table public.\"" + table + "\" set schema " + OLD);
        }
        if (!unknown.isEmpty()) {
            throw new SchemaRefusedException("The database has tables that Engram did not create: "
                    + String.join(", ", unknown) + ". Move them to another schema first; nothing was changed.");
        }
    }

    private void copy(String table) throws SQLException {
        String old = oldTable(table);
        List<String> columns = strings(COLUMNS.formatted(table));
        List<String> oldColumns =
                columns.stream().map(column -> oldColumn(table, column)).toList();
        Set<String> unknown = new TreeSet<>(strings(COLUMNS.formatted(old)));
        oldColumns.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new SchemaRefusedException("The table " + table.substring(table.indexOf('.') + 1)
                    + " has columns that Engram did not create: " + String.join(", ", unknown)
                    + ". Drop them first; nothing was changed.");
        }
        execute("insert into %s (%s) overriding system value select %s from %s"
                .formatted(table, quoted(columns), quoted(oldColumns), old));
        for (String column : columns) {
            for (String sequence :
                    strings("select pg_get_serial_sequence('%s', '%s')".formatted(old, oldColumn(table, column)))) {
                if (sequence != null) {
                    strings("select setval(pg_get_serial_sequence('%s', '%s'), last_value, is_called)::text from %s"
                            .formatted(table, column, sequence));
                }
            }
        }
    }

    private static String oldTable(String table) {
        String name = table.substring(table.indexOf('.') + 1);
        return table.startsWith("batch.") ? OLD_BATCH + "." + name : OLD + "." + OLD_TABLES.getOrDefault(name, name);
    }

    private static String oldColumn(String table, String column) {
        return OLD_COLUMNS.getOrDefault(table.substring(table.indexOf('.') + 1) + "." + column, column);
    }

    private static String quoted(List<String> columns) {
        return "\"" + String.join("\", \"", columns) + "\"";
    }

    private List<String> strings(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
