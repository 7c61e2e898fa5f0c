package com.engram.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Direct access to the database of an Engram home, without the server. */
record HomeDatabase(Path home) {

    /** Runs a query that returns a single number. */
    long number(String query) throws IOException, SQLException {
        return Long.parseLong(texts(query).get(0));
    }

    /** Runs a query and returns the values of its first column. */
    List<String> texts(String query) throws IOException, SQLException {
        try (Connection owner = connect();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    void execute(String sql) throws IOException, SQLException {
        try (Connection owner = connect();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/engram";
        return DriverManager.getConnection(url, "postgres", property("secrets.properties", "database.owner"));
    }

    /** The port on which a part of the installation listens. */
    int port(String part) throws IOException {
        return Integer.parseInt(property("ports.properties", part));
    }

    private String property(String file, String name) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve(file))) {
            properties.load(reader);
        }
        return properties.getProperty(name);
    }
}
