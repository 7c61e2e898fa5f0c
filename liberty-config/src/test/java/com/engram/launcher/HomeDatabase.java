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

/** Looks into a home's database, past the server. */
record HomeDatabase(Path home) {

    /** The one number that the query yields. */
    long number(String query) throws IOException, SQLException {
        return Long.parseLong(texts(query).get(0));
    }

    /** The first column. */
    List<String> texts(String query) throws IOException, SQLException {
        try (Connection owner = connect();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (row.next()) {
                all.add(row.getString(1));
            }
            return all;
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

    /** Where a part listens. */
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
