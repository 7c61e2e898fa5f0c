package com.engram.client.webhooks;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Manages webhook endpoints. The key needs the permission to manage the account. */
public final class Webhooks {

    /** The URL of an endpoint whose messages wait until they are collected, instead of being sent. */
    public static final String LISTEN = "engram:listen";

    private static final String PATH = "webhook-endpoints";

    private final Connection connection;

    /** Webhook endpoints of the account that the connection's key belongs to. */
    public Webhooks(Connection connection) {
        this.connection = connection;
    }

    private record EndpointRequest(String url, @Nullable List<String> events) {}

    private record MessageAnswer(
            String messageId,
            @Nullable Integer status,
            @Nullable String error) {}

    /**
     * Adds an endpoint. Its secret is only in this answer.
     *
     * @param url public, or {@link #LISTEN}
     * @param events types of events; empty for all
     */
    public WebhookEndpoint add(String url, List<String> events) {
        return connection.send(
                ApiRequest.post(PATH).json(new EndpointRequest(url, events.isEmpty() ? null : events)),
                WebhookEndpoint.class);
    }

    /** All endpoints. */
    public Stream<WebhookEndpoint> list() {
        return connection.list(ApiRequest.get(PATH), WebhookEndpoint.class);
    }

    /** Deletes an endpoint with its deliveries. */
    public void delete(String id) {
        connection.send(ApiRequest.delete(PATH, id));
    }

    /** Sends a test event to an endpoint. */
    public void sendTest(String id) {
        connection.send(ApiRequest.post(PATH, id, "test"));
    }

    /** The newest deliveries to an endpoint. */
    public Stream<Delivery> listDeliveries(String id) {
        return connection.list(ApiRequest.get(PATH, id, "deliveries"), Delivery.class);
    }

    /** The messages that wait at an endpoint with the URL {@link #LISTEN}, the oldest first. */
    public List<WaitingMessage> listMessages(String id) {
        return connection
                .page(ApiRequest.get(PATH, id, "messages"), WaitingMessage.class)
                .data();
    }

    /** Records that a collected message was answered with a status. From 200 to 299, it is delivered. */
    public void recordAnswer(String id, String messageId, int status) {
        connection.send(ApiRequest.post(PATH, id, "messages").json(new MessageAnswer(messageId, status, null)));
    }

    /** Records that a collected message could not be forwarded. */
    public void recordFailure(String id, String messageId, String error) {
        connection.send(ApiRequest.post(PATH, id, "messages").json(new MessageAnswer(messageId, null, error)));
    }
}
