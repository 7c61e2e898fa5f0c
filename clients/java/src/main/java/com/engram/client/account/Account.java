package com.engram.client.account;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import java.util.stream.Stream;

/** Reads plan and usage. */
public final class Account {

    private final Connection connection;

    /** The account that the connection's key belongs to. */
    public Account(Connection connection) {
        this.connection = connection;
    }

    /** The usage of the current period. */
    public Usage usage() {
        return connection.send(ApiRequest.get("usage"), Usage.class);
    }

    /** The usage of the current period by project, the one with the most charged analyses first. */
    public Stream<ProjectUsage> usageByProject() {
        return connection.list(ApiRequest.get("usage", "projects"), ProjectUsage.class);
    }

    /** The plan. */
    public Plan plan() {
        return connection.send(ApiRequest.get("plan"), Plan.class);
    }
}
