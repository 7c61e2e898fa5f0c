package com.engram.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The roles that the schema grants to. Every statement here works for an owner that may create roles but is no superuser,
 * as managed services have it; on a database that has the roles, only the passwords are set again.
 */
final class DatabaseRoles {
    /** What a login role must not have: each of these would let it pass row-level security, or grant itself that. */
    private static final String POWERS = """
            select concat_ws(' ', case when rolsuper then 'NOSUPERUSER' end, case when rolbypassrls then 'NOBYPASSRLS' end,
              case when rolcreaterole then 'NOCREATEROLE' end, case when rolcreatedb then 'NOCREATEDB' end)
            from pg_roles where rolname = ?
            """;

    private final Connection owner;

    DatabaseRoles(Connection owner) {
        this.owner = owner;
    }

    /** Creates a role that the server logs in as, or sets its password. It owns nothing. */
    void ensureLogin(String name, String password) throws SQLException {
        if (!exists(name)) {
            execute("create role %s login", name);
        } else {
            String powers = ask(POWERS, name);
            // PostgreSQL refuses to a plain owner even to mention what the role does not have.
            if (!powers.isEmpty()) {
                execute("alter role %s " + powers, name);
            }
        }
        // Hashed here, so that the password is in no statement and in no log of the database.
        owner.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), null);
    }

    /** Creates a role that cannot log in and owns functions. The owner becomes a member, because it hands functions over. */
    void ensureFunctionOwner(String name) throws SQLException {
        if (!exists(name)) {
            execute("create role %s nologin", name);
        }
        if (ask("select pg_has_role(current_user, ?::name, 'usage')", name).equals("f")) {
            execute("grant %s to current_user", name);
        }
    }

    private boolean exists(String name) throws SQLException {
        return !ask("select count(*) from pg_roles where rolname = ?", name).equals("0");
    }

    private String ask(String question, String name) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    /** The names are constants of {@link Migrate}, never input. */
    private void execute(String sql, String name) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql.formatted(name));
        }
    }
}
