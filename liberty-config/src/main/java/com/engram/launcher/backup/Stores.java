package com.engram.launcher.backup;

import com.engram.launcher.home.Home;
import com.engram.launcher.parts.ObjectStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where an installation's data is, running.
 *
 * @param databaseUrl JDBC address of the database
 * @param ownerPassword the password of the cluster's owner
 * @param objectsUrl the store's S3 endpoint
 * @param keys its credentials
 */
public record Stores(
        Home home, String databaseUrl, String owner, String ownerPassword, String objectsUrl, ObjectStore.Keys keys) {

    Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl, owner, ownerPassword);
    }

    Bucket objects() {
        return new Bucket(objectsUrl, ObjectStore.BUCKET, keys.accessKey(), keys.secretKey());
    }
}
