package com.engram.launcher.backup;

import com.engram.launcher.home.Home;
import com.engram.launcher.parts.S3Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The addresses and credentials of a running installation's data.
 *
 * @param databaseUrl the JDBC URL of the database
 * @param owner the role that owns the database
 * @param ownerPassword the password of the owner
 * @param objectsUrl the S3 endpoint of the object store
 * @param keys the credentials of the object store
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
