package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.images.storage.ImageKeys;
import com.engram.web.PublicId;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What leaves the application past its filters: images at signed URLs, live events, and downloads. */
@ArquillianTest
@RunAsClient
class SignedUrlsIT {

    @Test
    void a_signed_url_opens_one_image_for_a_short_time() throws Exception {
        TestAccount account = TestAccount.open();
        TestAccount other = TestAccount.open();
        UUID own = analysed(account);
        UUID foreign = analysed(other);
        String address = preview(account, own);

        assertThat(status(address)).isEqualTo(200);
        assertThat(expires(address)).isBetween(1, 900);
        assertThat(status(address.replace(own.toString(), foreign.toString())))
                .as("another key under the same signature")
                .isEqualTo(403);
        assertThat(status(address.replace("preview-", "original-")))
                .as("another kind under the same signature")
                .isEqualTo(403);
        char last = address.charAt(address.length() - 1);
        assertThat(status(address.substring(0, address.length() - 1) + (last == '0' ? '1' : '0')))
                .as("a tampered signature")
                .isEqualTo(403);
        assertThat(status(address.replaceAll("X-Amz-Expires=\\d+", "X-Amz-Expires=604800")))
                .as("a prolonged one")
                .isEqualTo(403);
        assertThat(status(address.substring(0, address.indexOf('?'))))
                .as("none at all")
                .isEqualTo(403);
        HttpRequest overwrite = HttpRequest.newBuilder(URI.create(address))
                .PUT(BodyPublishers.ofString("x"))
                .build();
        assertThat(TestApiClient.send(overwrite).statusCode()).as("writing").isEqualTo(403);
    }

    @Test
    void an_expired_signed_url_is_refused() throws Exception {
        UUID image = analysed(TestAccount.open());
        String address = signed(ImageKeys.preview(image), Duration.ofSeconds(2));
        assertThat(status(address)).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(status(address)).isEqualTo(403));
    }

    @Test
    void a_preview_is_written_and_read_as_a_jpeg_only() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        JsonObject analysis = client.analysed(TestImages.draw(31, 29, "png"));
        JsonObject image = TestApiClient.json(client.get("/api/v1/images/" + analysis.getString("imageId")));
        URI preview = URI.create(image.getString("previewUrl"));

        assertThat(FakeWorker.statusOfPage)
                .as("a page in the place of the preview")
                .isEqualTo(403);
        assertThat(TestApiClient.send(HttpRequest.newBuilder(preview).build())
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("image/jpeg");
    }

    @Test
    void an_upload_form_accepts_only_its_key_its_type_and_its_size() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        byte[] file = TestImages.png();
        String foreign = ImageKeys.original(analysed(TestAccount.open()));
        for (String[] change : new String[][] {{"key", foreign}, {"Content-Type", "text/html"}}) {
            JsonObject form = client.form(file.length);
            assertThat(TestApiClient.post(form, file, change[0], change[1]).statusCode())
                    .as(change[0])
                    .isBetween(400, 403);
        }
        TestApiClient small = TestApiClient.onPlan(TestPlans.offered("\"maxImageBytes\": 1000"));
        assertThat(TestApiClient.post(small.form(1_000), new byte[1_000], "", "")
                        .statusCode())
                .isBetween(200, 204);
        assertThat(TestApiClient.post(small.form(1_000), new byte[1_001], "", "")
                        .statusCode())
                .as("one byte more than the plan takes")
                .isBetween(400, 413);
    }

    @Test
    void live_events_of_another_account_are_not_received() throws Exception {
        TestAccount account = TestAccount.open();
        TestAccount other = TestAccount.open();
        Queue<String> heard = listen(account);
        Queue<String> heardByOther = listen(other);

        analysed(other);
        await(heardByOther);
        assertThat(heard).doesNotContain("event: results");

        analysed(account);
        await(heard);
    }

    @Test
    void downloads_contain_nothing_of_another_account() throws Exception {
        TestAccount account = TestAccount.open();
        TestAccount other = TestAccount.open();
        String own = PublicId.IMAGE.of(analysed(account));
        String foreign = PublicId.IMAGE.of(analysed(other));
        for (String path : List.of("/settings/account/export.zip", "/settings/audit/audit.csv", "/gallery")) {
            String download = get(account, path).body();
            assertThat(download)
                    .as(path)
                    .doesNotContain(
                            foreign, other.person().toString(), other.client().tenant());
        }
        assertThat(get(account, "/settings/account/export.zip").body()).contains(own);
    }

    private static UUID analysed(TestAccount account) throws Exception {
        JsonObject analysis = account.client().analysed(TestImages.draw(40, 30, "png"));
        return PublicId.IMAGE.parse(analysis.getString("imageId")).orElseThrow();
    }

    private static String preview(TestAccount account, UUID image) throws Exception {
        HttpResponse<String> away = get(account, "/images/" + PublicId.IMAGE.of(image) + "/preview");
        assertThat(away.statusCode()).isEqualTo(303);
        return away.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> get(TestAccount account, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                                .header("Cookie", "engram_session=" + account.cookie())
                                .build(),
                        // Names in a ZIP are read as they stand.
                        BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static int expires(String address) {
        Matcher expires = Pattern.compile("X-Amz-Expires=(\\d+)").matcher(address);
        assertThat(expires.find()).as(address).isTrue();
        return Integer.parseInt(expires.group(1));
    }

    private static int status(String address) throws IOException, InterruptedException {
        return TestApiClient.send(HttpRequest.newBuilder(URI.create(address)).build())
                .statusCode();
    }

    private static String signed(String key, Duration time) {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(URI.create(TestEnvironment.storeUrl()))
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ObjectStoreProcess.ACCESS_KEY, ObjectStoreProcess.SECRET_KEY)))
                .build()) {
            return presigner
                    .presignGetObject(request -> request.signatureDuration(time)
                            .getObjectRequest(object -> object.bucket("engram").key(key)))
                    .url()
                    .toString();
        }
    }

    /** The lines of an account's event stream, as they arrive. */
    private static Queue<String> listen(TestAccount account) throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        HttpResponse<java.io.InputStream> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(TestEnvironment.server() + "/events"))
                                .header("Cookie", "engram_session=" + account.cookie())
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        Thread reader =
                new Thread(() -> new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines::add));
        reader.setDaemon(true);
        reader.setUncaughtExceptionHandler((thread, closed) -> lines.add("closed"));
        reader.start();
        return lines;
    }

    private static void await(Queue<String> lines) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(lines).contains("event: results"));
    }
}
