package com.engram.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A role the server logs in as: it owns nothing and row-level security holds for it. */
final class LoginRole {
    private LoginRole() {}

    static void ensure(Connection owner, String name, String password) throws SQLException {
        String verb = exists(owner, name) ? "ALTER" : "CREATE";
        execute(
                owner,
                "SELECT format('%s ROLE %%I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD %%L', ?, ?)"
                        .formatted(verb),
                name,
                password);
    }

    private static boolean exists(Connection owner, String name) throws SQLException {
        try (PreparedStatement find = owner.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            find.setString(1, name);
            try (ResultSet found = find.executeQuery()) {
                return found.next();
            }
        }
    }

    /** Role statements take no parameters, so PostgreSQL itself quotes them into the text. */
    private static void execute(Connection owner, String quoting, String name, String password) throws SQLException {
        String sql;
        try (PreparedStatement quote = owner.prepareStatement(quoting)) {
            quote.setString(1, name);
            quote.setString(2, password);
            try (ResultSet quoted = quote.executeQuery()) {
                quoted.next();
                sql = quoted.getString(1);
            }
        }
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
