package com.engram.analysis.arrivals.sqs;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A message of S3 about objects that were created.
 *
 * @param objects those of the message; none in the test message that S3 writes when the notification is configured
 */
record UploadMessage(List<CreatedObject> objects) {

    /**
     * An object.
     *
     * @param key as the object store knows it
     */
    record CreatedObject(String bucket, String key) {}

    /**
     * Reads the body of a message.
     *
     * @throws RuntimeException if it is not a message of S3
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">its structure</a>
     */
    static UploadMessage parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            JsonObject message = reader.readObject();
            if (message.getString("Event", "").equals("s3:TestEvent")) {
                return new UploadMessage(List.of());
            }
            JsonArray records = message.getJsonArray("Records");
            return new UploadMessage(records.getValuesAs(JsonObject.class).stream()
                    .filter(created -> created.getString("eventName", "").startsWith("ObjectCreated:"))
                    .map(created -> object(created.getJsonObject("s3")))
                    .toList());
        }
    }

    /** Keys are encoded as in the query of a URL. */
    private static CreatedObject object(JsonObject s3) {
        return new CreatedObject(
                s3.getJsonObject("bucket").getString("name"),
                URLDecoder.decode(s3.getJsonObject("object").getString("key"), StandardCharsets.UTF_8));
    }
}
