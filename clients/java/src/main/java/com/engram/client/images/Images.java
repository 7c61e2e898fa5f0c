package com.engram.client.images;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import com.engram.client.http.MultipartBody;
import com.engram.client.http.Polling;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Uploads, reads, tags and deletes images. */
public final class Images {

    private static final String PATH = "images";

    private final Connection connection;

    /** Images of the account that the connection's key belongs to. */
    public Images(Connection connection) {
        this.connection = connection;
    }

    private record UploadRequest(
            String filename,
            String contentType,
            long bytes,
            @Nullable String projectId,
            @Nullable Boolean analyse,
            @Nullable Boolean heatmap) {}

    private record UploadForm(String imageId, URI url, Map<String, String> fields) {}

    private record ProjectChange(@Nullable String projectId) {}

    /**
     * Uploads a file: asks for a signed form and posts the file to the object store with it. The plan is checked before a
     * byte is sent.
     *
     * @return the id of the image
     * @throws IOException if the file cannot be read
     */
    public String upload(ImageFile file, UploadOptions options) throws IOException {
        UploadForm form = connection.send(
                ApiRequest.post("uploads")
                        .json(new UploadRequest(
                                file.filename(),
                                file.contentType(),
                                Files.size(file.path()),
                                options.projectId(),
                                options.analyse() ? true : null,
                                options.deepHeatmap() ? true : null)),
                UploadForm.class);
        MultipartBody body = MultipartBody.of(form.fields());
        connection.postForm(
                form.url(),
                body.withFile("file", file.filename(), file.contentType(), file.path()),
                body.contentType());
        return form.imageId();
    }

    /** Reads an image. */
    public Image get(String id) {
        return connection.send(ApiRequest.get(PATH, id), Image.class);
    }

    /**
     * Waits until the server has noticed an image that was uploaded with {@link UploadOptions#analyse}, or the time is over;
     * then it is returned as it is.
     */
    public Image awaitArrival(String id, Duration atMost) {
        return Polling.until(atMost, () -> get(id), image -> {
            Image.OnArrival onArrival = image.onArrival();
            return onArrival == null || onArrival.status() != Image.ArrivalStatus.WAITING;
        });
    }

    /** Replaces all tags of an image. */
    public Image tag(String id, List<String> tags) {
        return connection.send(ApiRequest.put(PATH, id, "tags").json(Map.of("tags", tags)), Image.class);
    }

    /**
     * Moves an image to a project.
     *
     * @param projectId null for none
     */
    public Image moveTo(String id, @Nullable String projectId) {
        return connection.send(
                ApiRequest.patch(PATH, id)
                        .json(
                                projectId == null
                                        ? Collections.singletonMap("projectId", null)
                                        : new ProjectChange(projectId)),
                Image.class);
    }

    /** Deletes an image with its results and all files derived from it. */
    public void delete(String id) {
        connection.send(ApiRequest.delete(PATH, id));
    }
}
