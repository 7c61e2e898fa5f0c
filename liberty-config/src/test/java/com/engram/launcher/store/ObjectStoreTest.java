package com.engram.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gaul.s3proxy.S3Proxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectStoreTest {

    private static final String ACCESS_KEY = "an-access-key";
    private static final String SECRET_KEY = "a-secret-key";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] FILE = bytes(300_000);

    @TempDir
    static Path folder;

    private static String url;
    private static S3Proxy store;
    private static S3Client client;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket any = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + any.getLocalPort();
        }
        Files.createDirectory(
                folder.resolve("engram"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.endpoint", url,
                "s3proxy.authorization", "aws-v4",
                "s3proxy.identity", ACCESS_KEY,
                "s3proxy.credential", SECRET_KEY,
                "s3proxy.cors-allow-origins", "http://localhost:9080",
                "s3proxy.cors-allow-methods", "GET POST",
                "s3proxy.cors-allow-headers", "*",
                "s3proxy.cors-exposed-headers", "ETag",
                "jclouds.provider", "filesystem-nio2",
                "jclouds.filesystem.basedir", folder.toString()));
        store = ObjectStore.start(properties);
        client = S3Client.builder()
                .endpointOverride(URI.create(url))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        store.stop();
    }

    @Test
    void a_signed_form_stores_the_bytes_as_they_are_whatever_the_part_says_about_them() throws Exception {
        for (String headers : List.of(
                "name=\"file\"; filename=\"B\u00e4r.jpg\"\r\nContent-Type: image/jpeg; charset=utf-8",
                "name=\"file\"; filename=\"" + "a".repeat(4_000) + ".jpg\"\r\nContent-Type: image/jpeg",
                "name=\"file\"; filename=\"a.jpg\"; filename*=UTF-8''B%C3%A4r.jpg")) {
            HttpResponse<String> posted = post(fields("form-1", 1 << 20), headers, FILE);

            assertThat(posted.statusCode()).as(posted.body()).isEqualTo(204);
            assertThat(posted.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("http://localhost:9080");
            assertThat(Files.readAllBytes(file("form-1"))).isEqualTo(FILE);
            assertThat(client.headObject(r -> r.bucket("engram").key("form-1"))).satisfies(object -> {
                assertThat(object.contentType()).isEqualTo("image/jpeg");
                assertThat(object.eTag())
                        .isEqualTo(posted.headers().firstValue("ETag").orElseThrow());
            });
        }
    }

    @Test
    void a_form_that_the_policy_does_not_describe_is_refused_and_stores_nothing() throws Exception {
        Map<String, String> other = fields("form-2", 1 << 20);
        other.put("key", "form-3");
        assertThat(post(other).statusCode()).isEqualTo(403);

        Map<String, String> forged = fields("form-3", 1 << 20);
        forged.put("x-amz-signature", "0".repeat(64));
        assertThat(post(forged).statusCode()).isEqualTo(403);

        Map<String, String> stranger = fields("form-3", 1 << 20);
        stranger.put("x-amz-credential", "other" + stranger.get("x-amz-credential"));
        assertThat(post(stranger).statusCode()).isEqualTo(403);

        Map<String, String> more = fields("form-3", 1 << 20);
        more.put("acl", "public-read");
        assertThat(post(more).statusCode()).isEqualTo(403);

        assertThat(post(fields("form-3", 1_000)).statusCode()).isEqualTo(400);
        assertThat(post(Map.of("key", "form-3")).statusCode()).isBetween(400, 403);
        assertThat(file("form-3")).doesNotExist();
    }

    @Test
    void an_expired_policy_is_refused() throws Exception {
        Map<String, String> expired = fields("form-4", 1 << 20, Instant.now().minusSeconds(600));

        assertThat(post(expired).statusCode()).isEqualTo(403);
        assertThat(file("form-4")).doesNotExist();
    }

    @Test
    void a_file_may_contain_what_looks_like_a_delimiter() throws Exception {
        byte[] file = "\r\n--\r\n--other\r\n\r\n--boundar\r\n--y".getBytes(StandardCharsets.US_ASCII);

        assertThat(post(fields("form-5", 1_000), "name=\"file\"", file).statusCode())
                .isEqualTo(204);

        assertThat(Files.readAllBytes(file("form-5"))).isEqualTo(file);
    }

    @Test
    void a_copy_is_the_same_file_and_stays_when_the_source_is_replaced_or_deleted() throws Exception {
        String etag = put("source", FILE);

        client.copyObject(r -> r.sourceBucket("engram")
                .sourceKey("source")
                .copySourceIfMatch(etag)
                .destinationBucket("engram")
                .destinationKey("copy"));

        assertThat(Files.getAttribute(file("copy"), "unix:ino"))
                .isEqualTo(Files.getAttribute(file("source"), "unix:ino"));
        assertThat(client.headObject(r -> r.bucket("engram").key("copy")).eTag())
                .isEqualTo(etag);
        put("source", bytes(10));
        client.deleteObject(r -> r.bucket("engram").key("source"));
        assertThat(Files.readAllBytes(file("copy"))).isEqualTo(FILE);
        try (var files = Files.list(folder.resolve("engram"))) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("copy-"));
        }
    }

    @Test
    void an_object_that_has_changed_is_not_copied() throws Exception {
        String etag = put("changed", FILE);
        put("changed", bytes(10));

        assertThat(statusOfCopy("changed", etag)).isEqualTo(412);
        assertThat(statusOfCopy("missing", etag)).isEqualTo(404);
        assertThat(file("refused")).doesNotExist();
    }

    private static int statusOfCopy(String source, String etag) {
        try {
            client.copyObject(r -> r.sourceBucket("engram")
                    .sourceKey(source)
                    .copySourceIfMatch(etag)
                    .destinationBucket("engram")
                    .destinationKey("refused"));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    private static String put(String key, byte[] content) {
        return client.putObject(r -> r.bucket("engram").key(key), RequestBody.fromBytes(content))
                .eTag();
    }

    private static Path file(String key) {
        return folder.resolve("engram").resolve(key);
    }

    private static HttpResponse<String> post(Map<String, String> fields) throws IOException, InterruptedException {
        return post(fields, "name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg", FILE);
    }

    private static HttpResponse<String> post(Map<String, String> fields, String file, byte[] content)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) ->
                body.writeBytes("--boundary\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(name, value)
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes("--boundary\r\nContent-Disposition: form-data; %s\r\n\r\n"
                .formatted(file)
                .getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(content);
        body.writeBytes("\r\n--boundary--\r\n".getBytes(StandardCharsets.US_ASCII));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/engram"))
                        .header("Content-Type", "multipart/form-data; boundary=boundary")
                        .header("Origin", "http://localhost:9080")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, String> fields(String key, int maxBytes) throws Exception {
        return fields(key, maxBytes, Instant.now());
    }

    /** The fields of a form that is valid for five minutes, as the application signs it. */
    private static Map<String, String> fields(String key, int maxBytes, Instant now) throws Exception {
        String day =
                DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC).format(now);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("Content-Type", "image/jpeg");
        fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
        fields.put("x-amz-credential", ACCESS_KEY + "/" + day + "/eu-central-1/s3/aws4_request");
        fields.put("x-amz-date", day + "T000000Z");
        StringBuilder conditions =
                new StringBuilder("{\"bucket\": \"engram\"}, [\"content-length-range\", 1, %d]".formatted(maxBytes));
        fields.forEach((name, value) -> conditions.append(", {\"%s\": \"%s\"}".formatted(name, value)));
        String policy = "{\"expiration\": \"%s\", \"conditions\": [%s]}"
                .formatted(now.plusSeconds(300).truncatedTo(ChronoUnit.SECONDS), conditions);
        fields.put("policy", Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8)));
        byte[] signingKey = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
        for (String scope : List.of(day, "eu-central-1", "s3", "aws4_request")) {
            signingKey = hmac(signingKey, scope);
        }
        fields.put("x-amz-signature", HexFormat.of().formatHex(hmac(signingKey, fields.get("policy"))));
        return fields;
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
