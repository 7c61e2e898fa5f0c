package com.engram.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.client.analyses.Analysis;
import com.engram.client.analyses.AnalysisFilter;
import com.engram.client.analyses.AnalysisRequest;
import com.engram.client.analyses.Batch;
import com.engram.client.analyses.BatchRequest;
import com.engram.client.analyses.Heatmap;
import com.engram.client.analyses.HeatmapKind;
import com.engram.client.analyses.Outcome;
import com.engram.client.http.ProblemException;
import com.engram.client.http.UnreachableException;
import com.engram.client.images.ImageFile;
import com.engram.client.images.UploadOptions;
import com.engram.client.webhooks.WebhookVerifier;
import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of README.md, which are repeated there word by word. */
class ReadmeExamplesTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    private static final String DONE = """
        {"id":"an_1","imageId":"img_1","status":"done","createdAt":"2026-11-30T10:00:00Z",
         "score":{"value":0.81,"outOf10":8.1,"percentile":77.5,"interval":[0.7,0.9],"outOfDomain":false}}""";

    private static final String BATCH = """
        {"id":"bat_1","name":"Autumn","total":1,"queued":0,"done":1,"createdAt":"2026-11-30T10:00:00Z",
         "finishedAt":"2026-11-30T10:00:01Z"}""";

    private final FakeApi api = new FakeApi();
    private final EngramClient client =
            EngramClient.builder(api.url(), "eng_live_key").build();

    @TempDir
    Path folder;

    ReadmeExamplesTest() throws IOException {}

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void every_example_of_the_readme_is_in_this_test() throws IOException {
        String source = squeezed(Files.readString(Path.of("src/test/java/com/engram/client/ReadmeExamplesTest.java")));
        List<String> examples = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - 3))
                .toList();

        assertThat(examples).hasSize(5).allSatisfy(example -> assertThat(source).contains(squeezed(example)));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    void score_a_file() throws IOException {
        String url = api.url().toString();
        String apiKey = "eng_live_key";
        Path file = upload();
        api.answer(200, DONE);

        EngramClient client = EngramClient.builder(URI.create(url), apiKey).build();
        String image = client.images().upload(ImageFile.of(file), UploadOptions.STORE);
        Analysis analysis =
                client.analyses().request(AnalysisRequest.ofImage(image).waitingUpTo(Duration.ofSeconds(30)));
        if (analysis.outcome() instanceof Outcome.Scored scored) {
            System.out.println(scored.score().outOf10() + " of 10");
        }

        assertThat(api.received()).hasSize(3);
    }

    @Test
    void score_many_files() throws IOException {
        List<Path> files = List.of(upload());
        api.answer(202, BATCH).answer(200, BATCH).answer(200, "{\"data\":[%s],\"nextCursor\":null}".formatted(DONE));

        List<String> images = new ArrayList<>();
        for (Path each : files) {
            images.add(client.images().upload(ImageFile.of(each), UploadOptions.STORE));
        }
        Batch batch = client.batches().request(BatchRequest.of(images, "Autumn"));
        client.batches()
                .await(batch.id(), Duration.ofMinutes(10), current -> System.out.println(current.done() + " done"));
        try (Stream<Analysis> results = client.analyses().list(AnalysisFilter.ofBatch(batch.id()))) {
            results.forEach(result -> System.out.println(result.imageId() + " " + result.outcome()));
        }

        assertThat(api.received()).hasSize(5);
    }

    @Test
    void heatmap() {
        String analysisId = "an_1";
        api.answer(200, "{\"kind\":\"decomposition\",\"rows\":1,\"columns\":1,\"values\":[[0.5]],\"bias\":0.1}")
                .answer(200, "PNG");

        Heatmap map = client.analyses().heatmap(analysisId, HeatmapKind.DECOMPOSITION);
        byte[] png = client.analyses().heatmapPng(analysisId, null, true);

        assertThat(map.bias()).isEqualTo(0.1);
        assertThat(png).asString().isEqualTo("PNG");
    }

    @Test
    void failures() {
        api.answer(403, Map.of("Request-Id", "req_1"), "{\"code\":\"forbidden\"}");

        try {
            client.account().usage();
        } catch (ProblemException e) {
            System.err.println(e.code() + ", Request-Id " + e.requestId().orElse("none"));
        } catch (UnreachableException e) {
            System.err.println("No answer: " + e.getMessage());
        }

        assertThat(api.received()).hasSize(1);
    }

    @Test
    void webhooks() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String id = "msg_1";
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = new Webhook(secret).sign(id, Long.parseLong(timestamp), "{}");

        WebhookVerifier verifier = new WebhookVerifier(secret);
        WebhookVerifier.Verification verification = verifier.verify(id, timestamp, signature, body);
        if (verification instanceof WebhookVerifier.Genuine) {
            System.out.println("Process the message, once for each id.");
        }

        assertThat(verification).isEqualTo(new WebhookVerifier.Genuine());
    }

    /** A file, and a server that takes it. */
    private Path upload() throws IOException {
        api.answer(201, "{\"imageId\":\"img_1\",\"url\":\"%s/store\",\"fields\":{\"key\":\"k\"}}".formatted(api.url()))
                .answer(204, "");
        return Files.writeString(folder.resolve("a.png"), "bytes");
    }
}
