package com.engram.client.analyses;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import com.engram.client.http.Polling;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Requests batches and reads their progress. */
public final class Batches {

    /** The most images of one batch. */
    public static final int MAX_IMAGES = 1_000;

    private static final String PATH = "batches";

    private final Connection connection;

    /** Batches of the account that the connection's key belongs to. */
    public Batches(Connection connection) {
        this.connection = connection;
    }

    /** Requests the analysis of images. */
    public Batch request(BatchRequest request) {
        return connection.send(
                ApiRequest.post(PATH).json(request).idempotencyKey(request.idempotencyKey()), Batch.class);
    }

    /** Reads the progress of a batch. */
    public Batch get(String id) {
        return connection.send(ApiRequest.get(PATH, id), Batch.class);
    }

    /** All batches, the newest first. */
    public Stream<Batch> list() {
        return connection.list(ApiRequest.get(PATH), Batch.class);
    }

    /**
     * Waits until a batch has finished, or the time is over; then it is returned as it is.
     *
     * @param progress gets the batch each time it was read
     */
    public Batch await(String id, Duration atMost, Consumer<Batch> progress) {
        return Polling.until(
                atMost,
                () -> {
                    Batch batch = get(id);
                    progress.accept(batch);
                    return batch;
                },
                Batch::isFinished);
    }

    /** Cancels the analyses that still wait; they fail as cancelled and are not charged. */
    public Batch cancel(String id) {
        return connection.send(ApiRequest.post(PATH, id, "cancel"), Batch.class);
    }

    /** Queues the failed analyses again. */
    public Batch retry(String id) {
        return connection.send(ApiRequest.post(PATH, id, "retry"), Batch.class);
    }
}
