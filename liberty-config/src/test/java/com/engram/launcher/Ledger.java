package com.engram.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Looks into a home's database, past the server. */
record Ledger(Path home) {

    /** The one number that the query yields. */
    long number(String query) throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + property("ports.properties", "postgres") + "/engram";
        try (Connection owner =
                        DriverManager.getConnection(url, "postgres", property("secrets.properties", "database.owner"));
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private String property(String file, String name) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve(file))) {
            properties.load(reader);
        }
        return properties.getProperty(name);
    }
}
