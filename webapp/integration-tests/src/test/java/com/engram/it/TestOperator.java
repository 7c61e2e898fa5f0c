package com.engram.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Operators for the tests. */
final class TestOperator {

    /** The password of every operator of the tests. */
    static final String PASSWORD = "operator of the integration tests";

    /** The operator of the installation, an administrator. */
    private static final String FIRST = "operator@example.com";

    private TestOperator() {}

    /** The id of an administrator. */
    static String id() throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select id from operator where email = '" + FIRST + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    /** The session cookie of an administrator. */
    static String cookie() throws SQLException {
        return cookieOf(FIRST);
    }

    /** The session cookie of a new operator with a role. */
    static String cookieWithRole(String role) throws SQLException {
        return cookieOf(newcomer(role));
    }

    private static String cookieOf(String email) throws SQLException {
        String cookie = UUID.randomUUID().toString();
        execute("""
            insert into operator_session (id, operator_id, token_hash, created_at, expires_at, verified_at)
            select gen_random_uuid(), id, sha256('%s'), now(), now() + interval '1 hour', now() from operator
            where email = '%s'
            """.formatted(cookie, email));
        return cookie;
    }

    /** The address of an administrator who has never signed in. */
    static String newcomer() throws SQLException {
        return newcomer("administrator");
    }

    /** The address of an operator with a role who has never signed in. */
    static String newcomer(String role) throws SQLException {
        String email = UUID.randomUUID() + "@example.com";
        execute("""
            insert into operator (id, email, role, password_hash, created_at)
            select gen_random_uuid(), '%s', '%s', password_hash, now() from operator where email = '%s'
            """.formatted(email, role, FIRST));
        return email;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
