package com.engram.migrations;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the rows of the old schema are called in the current one: written down here once more, apart from the code under test. */
final class Renamed {
    private static final Map<String, String> TABLES = Map.of(
            "tenant_plan",
            "tenant_plan_history",
            "idempotent_answer",
            "idempotent_response",
            "sso",
            "sso_provider",
            "image_grave",
            "image_tombstone",
            "backend_hold",
            "backend_mode",
            "backend_standing",
            "backend_status",
            "model_rollout",
            "default_model",
            "letter",
            "outbox_email");

    private static final String COLUMNS = """
            plan interval billing_interval
            plan_version interval billing_interval
            tenant model pinned_model
            tenant plan_since plan_changed_at
            tenant erasing_at erasure_started_at
            session proved_at authenticated_at
            session address ip_address
            session agent user_agent
            session method sign_in_method
            sso_provider vouches trusts_unverified_emails
            backend_mode hold mode
            backend_status at_once max_concurrent
            backend_status trouble last_error
            backend_status seen_at reported_at
            rescoring asked_at requested_at
            library_export asked_at requested_at
            subscription customer customer_id
            subscription reference processor_subscription_id
            subscription checkout checkout_session_id
            invoice reference processor_invoice_id
            billing_event problem last_error
            metered_usage settled settled_overage
            metered_usage covered settled_usage
            metered_usage sending pending_report
            metered_usage counted processor_count
            metered_usage counted_at processor_count_at
            plan_price price price_id
            plan_price overage_price overage_price_id
            webhook_delivery status http_status
            webhook_delivery tried_at attempted_at
            audit_event at occurred_at
            audit_event address ip_address
            outbox_email next_attempt next_attempt_at
            outbox_email problem last_error
            """;

    /** The columns that later migrations added, with the value that rows have there that were carried over. */
    private static final Map<String, Map<String, String>> ADDED = Map.ofEntries(
            Map.entry("analysis", Map.of("warnings", "null")),
            Map.entry("image", Map.of("removed_at", "null", "added_by", "null")),
            Map.entry("person", Map.of("language", "null")),
            Map.entry(
                    "scoring_cost",
                    Map.of(
                            "result",
                            "done",
                            "billed_millis",
                            "null",
                            "storage_writes",
                            "0",
                            "storage_reads",
                            "0",
                            "transferred_bytes",
                            "0",
                            "storage_cost",
                            "0.000000000",
                            "currency",
                            "null",
                            "exchange_rate",
                            "null",
                            "exchange_rate_on",
                            "null",
                            "prices_on",
                            "null")),
            Map.entry("operator", Map.of("role", "administrator", "last_sign_in_at", "null")),
            Map.entry("batch", Map.of("skipped_files", "null", "beyond_plan", "0")),
            Map.entry("subscription", Map.of("next_plan_code", "null", "next_plan_version", "null")),
            Map.entry("metered_usage", Map.of("parked_at", "null", "parked_reason", "null")),
            Map.entry(
                    "idempotent_response",
                    Map.of("claim_token", "null", "claimed_until", "null", "target_hash", "null")),
            Map.entry(
                    "share_link",
                    Map.of(
                            "comparison_id",
                            "null",
                            "project_id",
                            "null",
                            "password_hash",
                            "null",
                            "allows_comments",
                            "f",
                            "created_by",
                            "null")),
            Map.entry("plan", Map.of("what_ifs", "null")),
            Map.entry("plan_version", Map.of("what_ifs", "null")),
            Map.entry("usage_period", Map.of("what_ifs", "0")),
            Map.entry(
                    "project",
                    Map.of(
                            "brief",
                            "null",
                            "threshold",
                            "null",
                            "benchmark",
                            "photographs",
                            "benchmark_group",
                            "null",
                            "cover_image",
                            "null")));

    private static final Map<String, Map<String, String>> ADDED_FOR_WEBHOOKS = Map.of(
            "webhook_endpoint",
                    Map.of(
                            "description",
                            "",
                            "enabled",
                            "t",
                            "disabled_reason",
                            "null",
                            "previous_secret",
                            "null",
                            "previous_secret_until",
                            "null",
                            "failing_since",
                            "null"),
            "webhook_delivery", Map.of("next_attempt_at", "null"));

    private static final Set<String> LARGER_PLANS = Set.of("starter", "pro", "pro-yearly", "business", "unlimited");

    /** The tables that later migrations added. They are empty after the carry-over. */
    static final List<String> ADDED_TABLES = List.of(
            "accepted_terms",
            "analysis_features",
            "analysis_on_arrival",
            "brand",
            "campaign",
            "campaign_line",
            "campaign_metric",
            "campaign_value",
            "channel_crop",
            "comparison",
            "comparison_image",
            "comparison_pair",
            "first_steps",
            "former_operator",
            "image_area",
            "image_note",
            "image_review",
            "image_tag",
            "instance_time",
            "note_mention",
            "notification",
            "notification_setting",
            "operator_filter",
            "operator_invitation",
            "own_model",
            "rated_image",
            "rated_set",
            "sample_image",
            "sample_project",
            "served_model",
            "share_comment",
            "tag",
            "what_if",
            "what_if_variant");

    private Renamed() {}

    /** The rows of {@link TestDatabase#rows()} under the current names. */
    static Map<String, List<String>> rows(Map<String, List<SortedMap<String, String>>> old) {
        Map<String, List<SortedMap<String, String>>> renamed = new TreeMap<>();
        old.forEach((table, rows) -> {
            String schema = table.substring(0, table.indexOf('.') + 1);
            String name = table.substring(schema.length());
            String current = TABLES.getOrDefault(name, name);
            renamed.put(
                    schema + current,
                    rows.stream().map(row -> row(current, row)).toList());
        });
        return text(renamed);
    }

    /** The same as text in an order that does not depend on names. */
    static Map<String, List<String>> text(Map<String, List<SortedMap<String, String>>> rows) {
        Map<String, List<String>> text = new TreeMap<>();
        rows.forEach((table, ofTable) ->
                text.put(table, ofTable.stream().map(Object::toString).sorted().toList()));
        return text;
    }

    private static SortedMap<String, String> row(String table, SortedMap<String, String> old) {
        SortedMap<String, String> renamed = new TreeMap<>();
        old.forEach((column, value) -> renamed.put(column(table, column), value));
        renamed.putAll(ADDED.getOrDefault(table, Map.of()));
        renamed.putAll(ADDED_FOR_WEBHOOKS.getOrDefault(table, Map.of()));
        if (table.startsWith("plan")
                && LARGER_PLANS.contains(old.getOrDefault("code", old.getOrDefault("plan_code", "")))) {
            // A later migration raised it.
            renamed.replace("max_megapixels", "50", "250");
        }
        // A later migration made it a time.
        renamed.computeIfPresent("period_anchor", (column, day) -> day.equals("null") ? day : day + " 00:00:00");
        return renamed;
    }

    private static String column(String table, String old) {
        return COLUMNS.lines()
                .map(line -> line.split(" "))
                .filter(line -> line[0].equals(table) && line[1].equals(old))
                .map(line -> line[2])
                .findFirst()
                .orElse(old);
    }
}
