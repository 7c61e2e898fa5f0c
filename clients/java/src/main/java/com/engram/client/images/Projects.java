package com.engram.client.images;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import java.util.Map;
import java.util.stream.Stream;

/** Creates, reads and changes projects. */
public final class Projects {

    private static final String PATH = "projects";

    private final Connection connection;

    /** Projects of the account that the connection's key belongs to. */
    public Projects(Connection connection) {
        this.connection = connection;
    }

    /** All projects, the newest first. */
    public Stream<Project> list() {
        return connection.list(ApiRequest.get(PATH), Project.class);
    }

    /** Creates a project. */
    public Project create(String name) {
        return connection.send(ApiRequest.post(PATH).json(Map.of("name", name)), Project.class);
    }

    /** Reads a project. */
    public Project get(String id) {
        return connection.send(ApiRequest.get(PATH, id), Project.class);
    }

    /** Renames a project. */
    public Project rename(String id, String name) {
        return connection.send(ApiRequest.patch(PATH, id).json(Map.of("name", name)), Project.class);
    }

    /** Deletes a project. Its images stay. */
    public void delete(String id) {
        connection.send(ApiRequest.delete(PATH, id));
    }
}
