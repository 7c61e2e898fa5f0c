package com.engram.client.analyses;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import com.engram.client.http.MultipartBody;
import com.engram.client.http.Polling;
import com.engram.client.images.ImageFile;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests analyses and reads their results. */
public final class Analyses {

    private static final String PATH = "analyses";

    private final Connection connection;

    /** Analyses of the account that the connection's key belongs to. */
    public Analyses(Connection connection) {
        this.connection = connection;
    }

    /** Requests the analysis of an image. The result is finished if the server waited long enough for it. */
    public Analysis request(AnalysisRequest request) {
        return connection.send(
                ApiRequest.post(PATH)
                        .json(request)
                        .preferWait(request.waitTime())
                        .idempotencyKey(request.idempotencyKey()),
                Analysis.class);
    }

    /**
     * Sends a file and requests its analysis in one call. {@link com.engram.client.images.Images#upload} takes larger files,
     * because it sends them to the object store directly.
     *
     * @param options with the project of the image
     * @param wait how long the server waits for the result, up to 30 seconds
     */
    public Analysis send(ImageFile file, SendOptions options, Duration wait) throws FileNotFoundException {
        MultipartBody body = MultipartBody.of(options.fields());
        return connection.send(
                ApiRequest.post(PATH)
                        .body(
                                body.withFile("image", file.filename(), file.contentType(), file.path()),
                                body.contentType())
                        .preferWait(wait),
                Analysis.class);
    }

    /** Whether to compute the deep heatmap, and the project for the image. */
    public record SendOptions(boolean deepHeatmap, @Nullable String projectId) {

        /** No deep heatmap, and no project. */
        public static final SendOptions NONE = new SendOptions(false, null);

        private Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            if (deepHeatmap) {
                fields.put("heatmap", "true");
            }
            if (projectId != null) {
                fields.put("projectId", projectId);
            }
            return fields;
        }
    }

    /** Reads an analysis. */
    public Analysis get(String id) {
        return connection.send(ApiRequest.get(PATH, id), Analysis.class);
    }

    /**
     * Reads an analysis with its places in benchmarks.
     *
     * @param benchmark {@code photographs}, {@code library}, {@code project}, {@code all}, or the id of a project
     */
    public Analysis get(String id, String benchmark) {
        return connection.send(ApiRequest.get(PATH, id).query("benchmark", benchmark), Analysis.class);
    }

    /** Waits until an analysis has finished, or the time is over; then it is returned as it is. */
    public Analysis await(String id, Duration atMost) {
        return Polling.until(
                atMost, () -> get(id), analysis -> analysis.status().isFinal());
    }

    /** Queues a failed analysis again. */
    public Analysis retry(String id) {
        return connection.send(ApiRequest.post(PATH, id, "retry"), Analysis.class);
    }

    /** All analyses that match a filter. Each page is requested when its first item is read. */
    public Stream<Analysis> list(AnalysisFilter filter) {
        return connection.list(filter.addTo(ApiRequest.get(PATH)), Analysis.class);
    }

    /**
     * Reads a heatmap as numbers.
     *
     * @param kind null for the deep one if there is one, else the decomposition
     */
    public Heatmap heatmap(String id, @Nullable HeatmapKind kind) {
        return connection.send(heatmapRequest(id, kind), Heatmap.class);
    }

    /**
     * Reads a heatmap as a PNG image at the size of the preview.
     *
     * @param kind null for the deep one if there is one, else the decomposition
     * @param overPicture whether the map lies over the picture; otherwise its background is transparent
     */
    public byte[] heatmapPng(String id, @Nullable HeatmapKind kind, boolean overPicture) {
        return connection.sendForBytes(heatmapRequest(id, kind)
                .query("over", overPicture ? "picture" : null)
                .header("Accept", "image/png"));
    }

    private static ApiRequest heatmapRequest(String id, @Nullable HeatmapKind kind) {
        return ApiRequest.get(PATH, id, "heatmap").query("kind", kind == null ? null : kind.code());
    }
}
