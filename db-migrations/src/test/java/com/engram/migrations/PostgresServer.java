package com.engram.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server of the tests, with a superuser and with an owner as managed services have it. */
interface PostgresServer extends AutoCloseable {
    String SUPERUSER = "postgres";

    /** May create roles and databases, and no more. */
    String PLAIN_OWNER = "master";

    String PASSWORD = "secret of the tests";

    int port();

    @Override
    void close();

    /** Creates the plain owner. */
    default void prepare() throws SQLException {
        execute("postgres", "create role " + PLAIN_OWNER + " login createrole createdb password '" + PASSWORD + "'");
    }

    /** Creates an empty database. The roles of earlier ones stay, since they belong to the whole server. */
    default TestDatabase createDatabase(String name, String owner) throws SQLException {
        execute("postgres", "create database " + name + " owner " + owner);
        return new TestDatabase("jdbc:postgresql://127.0.0.1:" + port() + "/" + name, owner);
    }

    /** Creates a copy of a database of the superuser that nobody is connected to. */
    default TestDatabase copyDatabase(String original, String name) throws SQLException {
        execute("postgres", "create database " + name + " template " + original);
        return new TestDatabase("jdbc:postgresql://127.0.0.1:" + port() + "/" + name, SUPERUSER);
    }

    private void execute(String database, String sql) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
        try (Connection superuser = DriverManager.getConnection(url, SUPERUSER, PASSWORD);
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
