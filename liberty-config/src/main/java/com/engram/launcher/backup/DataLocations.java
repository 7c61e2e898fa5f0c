package com.engram.launcher.backup;

import com.engram.launcher.home.Home;
import com.engram.launcher.parts.S3Proxy;
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
public record DataLocations(
        Home home, String databaseUrl, String owner, String ownerPassword, String objectsUrl, S3Proxy.Keys keys) {

    Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl, owner, ownerPassword);
    }

    BucketObjects objects() {
        return new BucketObjects(objectsUrl, S3Proxy.BUCKET, keys.accessKey(), keys.secretKey());
    }
}
