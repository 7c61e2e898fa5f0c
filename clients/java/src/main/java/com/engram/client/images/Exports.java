package com.engram.client.images;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import com.engram.client.http.Polling;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Exports all originals and results of the account as ZIP files. The key needs the permission to manage the account. */
public final class Exports {

    private static final String PATH = "exports";

    private final Connection connection;

    /** Exports of the account that the connection's key belongs to. */
    public Exports(Connection connection) {
        this.connection = connection;
    }

    /**
     * An export.
     *
     * @param status {@code running} or {@code done}
     * @param files signed URLs of ZIP files, which expire after some minutes
     */
    public record Export(String id, String status, List<URI> files) {

        /** Whether all files are there. */
        public boolean isDone() {
            return status.equals("done");
        }
    }

    /** Starts an export, or returns the one that is running. */
    public Export start() {
        return connection.send(ApiRequest.post(PATH), Export.class);
    }

    /** Reads the progress of an export. */
    public Export get(String id) {
        return connection.send(ApiRequest.get(PATH, id), Export.class);
    }

    /** Waits until an export is done, or the time is over; then it is returned as it is. */
    public Export await(String id, Duration atMost) {
        return Polling.until(atMost, () -> get(id), Export::isDone);
    }

    /** Downloads one file of an export. An existing file is replaced once the download is complete. */
    public void download(URI file, Path to) {
        connection.download(file, to);
    }
}
