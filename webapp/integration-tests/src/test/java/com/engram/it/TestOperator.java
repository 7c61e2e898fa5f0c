package com.engram.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Operators for the tests. */
final class TestOperator {

    /** The password of every operator of the tests. */
    static final String PASSWORD = "operator of the integration tests";

    private TestOperator() {}

    /** The session cookie of an operator. */
    static String cookie() throws SQLException {
        String cookie = UUID.randomUUID().toString();
        execute("""
            insert into operator_session (id, operator_id, token_hash, created_at, expires_at, verified_at)
            select gen_random_uuid(), id, sha256('%s'), now(), now() + interval '1 hour', now() from operator limit 1
            """.formatted(cookie));
        return cookie;
    }

    /** The address of an operator who has never signed in. */
    static String newcomer() throws SQLException {
        String email = UUID.randomUUID() + "@example.com";
        execute("""
            insert into operator (id, email, password_hash, key_prefix, key_secret_hash, created_at)
            select gen_random_uuid(), '%1$s', password_hash, '%1$s', sha256('x'), now() from operator
            where email = 'operator@example.com'
            """.formatted(email));
        return email;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
