package com.engram.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant with images and analyses under short names. It writes with the rights that the server has. */
final class TestTenant {
    private final TestDatabase database;
    private final UUID id = UUID.randomUUID();
    private final Map<String, UUID> ids = new HashMap<>();

    TestTenant(TestDatabase database) throws SQLException {
        this.database = database;
        asOperator("insert into tenant (id, name, plan_code, created_at) values ('%s', 'Test', 'free', now())"
                .formatted(id));
    }

    /** An analysis; the later its name in the alphabet, the later it was requested. */
    void analysis(String name, String image, String state, boolean free) throws SQLException {
        if (!ids.containsKey(image)) {
            asApplication("""
                    insert into image (id, tenant_id, filename, content_type, declared_bytes, state, created_at)
                    values ('%s', '%s', '%s', 'image/jpeg', 1, 'READY', now())
                    """.formatted(id(image), id, image));
        }
        asApplication("""
                insert into analysis (id, tenant_id, image_id, state, deep_map, free, credit_period, created_at)
                values ('%s', '%s', '%s', '%s', false, %s, current_date, timestamptz '2026-01-01' + %d * interval '1 s')
                """.formatted(id(name), id, id(image), state, free, name.charAt(1) - '0'));
    }

    void become(String analysis, String state) throws SQLException {
        asOperator(change(analysis, state));
    }

    /** The SQL that a state is entered by. */
    String change(String analysis, String state) {
        boolean isEnd = List.of("DONE", "REJECTED", "FAILED").contains(state);
        return "update analysis set state = '%s', finished_at = %s, score = %s, credits = %s, problem_code = %s where id = '%s'"
                .formatted(
                        state,
                        isEnd ? "now()" : "null",
                        state.equals("DONE") ? "0.5" : "null",
                        state.equals("DONE") ? "1" : "null",
                        isEnd ? "'code'" : "null",
                        id(analysis));
    }

    void delete(String table, String name) throws SQLException {
        asApplication("delete from %s where id = '%s'".formatted(table, id(name)));
    }

    void deleteAll() throws SQLException {
        asOperator("delete from tenant where id = '%s'".formatted(id));
    }

    /** Image, current analysis, status and score of every image. */
    List<String> results() throws SQLException {
        return database
                .query(
                        "select concat_ws(' ', image_id, analysis_id, status, score) from image_result where tenant_id = '%s'"
                                .formatted(id))
                .stream()
                .map(this::named)
                .sorted()
                .toList();
    }

    /** How many images are in which status, without the zeroes. */
    List<String> counts() throws SQLException {
        return database.query("""
                select status || ' ' || sum(images) from image_result_count where tenant_id = '%s'
                group by status having sum(images) <> 0 order by status
                """.formatted(id));
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<String, UUID> entry : ids.entrySet()) {
            named = named.replace(entry.getValue().toString(), entry.getKey());
        }
        return named;
    }

    private UUID id(String name) {
        return ids.computeIfAbsent(name, any -> UUID.randomUUID());
    }

    private void asApplication(String sql) throws SQLException {
        try (Connection application = database.connect("engram_app", TestDatabase.APP_PASSWORD);
                Statement statement = application.createStatement()) {
            statement.execute("set engram.tenant = '" + id + "'");
            statement.execute(sql);
        }
    }

    private void asOperator(String sql) throws SQLException {
        try (Connection operator = database.connect("engram_operator", TestDatabase.OPERATOR_PASSWORD);
                Statement statement = operator.createStatement()) {
            statement.execute(sql);
        }
    }
}
