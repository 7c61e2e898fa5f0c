package com.engram.client.http;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A body of the type multipart/form-data: text fields first, and a file last. */
public final class MultipartBody {

    private final String boundary = "engram-" + UUID.randomUUID();
    private final StringBuilder head = new StringBuilder();

    private MultipartBody() {}

    /** A body with these text fields. */
    public static MultipartBody of(Map<String, String> fields) {
        MultipartBody body = new MultipartBody();
        fields.forEach((name, value) -> body.head
                .append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(body.boundary, name))
                .append(value)
                .append("\r\n"));
        return body;
    }

    /** The value of the header {@code Content-Type}. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /**
     * The body with a file as its last part. The file is read from the disk for each attempt, not into memory.
     *
     * @param filename as the server is told; quotes in it are encoded as browsers do
     */
    public BodyPublisher withFile(String part, String filename, String contentType, Path file)
            throws FileNotFoundException {
        String opening = head
                + "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(boundary, part, escape(filename), contentType);
        return BodyPublishers.concat(
                BodyPublishers.ofString(opening),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofByteArray(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private static String escape(String filename) {
        return filename.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
