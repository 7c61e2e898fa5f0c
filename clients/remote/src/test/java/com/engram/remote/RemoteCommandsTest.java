package com.engram.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.engram.client.EngramClient;
import com.engram.client.http.EngramException;
import com.engram.client.http.RetryOptions;
import com.engram.remote.FakeServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person or a script calls them: arguments in; lines, files and an exit code out. */
class RemoteCommandsTest {

    private static final String KEY = "eng_live_aaaaaaaa_secret";

    private static final String PLAN = """
        {"code":"pro","name":"Pro","heatmaps":true,"apiAccess":true,"overage":"block","priceCents":1,"currency":"EUR","interval":"month"}""";

    private static final String SCORED = """
        {"id":"an_%1$s","imageId":"img_%1$s","status":"done","warnings":[],"createdAt":"2026-11-30T10:00:00Z",
         "finishedAt":"2026-11-30T10:00:01Z","model":{"name":"m","version":"3"},
         "score":{"value":0.8125,"outOf10":8.1,"percentile":77.5,"interval":[0.7,0.9],"outOfDomain":false}}""";

    private static final String REJECTED = """
        {"id":"an_%1$s","imageId":"img_%1$s","status":"rejected","warnings":[],"createdAt":"2026-11-30T10:00:00Z",
         "finishedAt":"2026-11-30T10:00:01Z","problem":{"code":"unreadable_image","detail":"It is damaged."}}""";

    private final FakeServer server = new FakeServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path folder;

    RemoteCommandsTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... arguments) {
        return runWithInput("", arguments);
    }

    private int runWithInput(String input, String... arguments) {
        out.reset();
        err.reset();
        environment.put(
                "ENGRAM_PROFILES", folder.resolve("config/profiles.json").toString());
        return Main.run(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void login() {
        server.on("GET /api/v1/plan", 200, PLAN);
        assertThat(runWithInput(KEY + "\n", "login", "--url", server.url()))
                .as(err())
                .isZero();
    }

    /** Takes uploads of files; the id of an image is the content of its file, and decides what its analysis is like. */
    private void takeImages() {
        server.on(
                        "POST /api/v1/uploads",
                        request -> new Answer(
                                201,
                                "{\"imageId\":\"img_%s\",\"url\":\"%s/store\",\"fields\":{\"key\":\"k\"},\"expiresAt\":\"2026-11-30T10:05:00Z\"}"
                                        .formatted(
                                                request.body().replaceAll("(?s).*\"filename\":\"(\\w+)\\..*", "$1"),
                                                server.url())))
                .on("POST /store", 204, "")
                .on("POST /api/v1/analyses", request -> {
                    String id = request.body().replaceAll("(?s).*\"img_(\\w+)\".*", "$1");
                    return new Answer(200, (id.startsWith("bad") ? REJECTED : SCORED).formatted(id));
                });
    }

    private String file(String name) throws IOException {
        Path file = folder.resolve("pictures").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "bytes").toString();
    }

    @Test
    void a_login_keeps_the_key_in_a_file_of_the_owner_alone_and_prints_it_nowhere() throws IOException {
        login();

        Path file = folder.resolve("config/profiles.json");
        assertThat(file).content().contains(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out() + err()).doesNotContain(KEY).contains("The plan is Pro");
        assertThat(run("profiles", "-o", "csv")).isZero();
        assertThat(out()).isEqualTo("profile,url\r\ndefault,%s\r\n".formatted(server.url()));
        assertThat(run("logout")).isZero();
        assertThat(file).content().doesNotContain(KEY);
    }

    @Test
    void a_key_that_the_server_does_not_know_is_not_saved() {
        server.on("GET /api/v1/plan", 401, "{\"code\":\"unauthorized\",\"detail\":\"No.\"}");

        assertThat(runWithInput(KEY, "login", "--url", server.url())).isEqualTo(Main.NO_ACCESS);

        assertThat(folder).isEmptyDirectory();
        assertThat(err()).contains("unauthorized").doesNotContain(KEY);
    }

    @Test
    void a_folder_is_scored_in_the_order_of_its_names_and_a_bad_image_makes_the_exit_code_1() throws IOException {
        login();
        takeImages();
        Stream.of("c.png", "a.jpg", "bad.webp", "notes.txt", ".hidden.png", "deep/d.png")
                .forEach(name -> {
                    try {
                        file(name);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });

        assertThat(run("score", folder.resolve("pictures").toString(), "--output", "json"))
                .isEqualTo(Main.INCOMPLETE);

        List<String> lines = out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains("a.jpg\"", "\"score\":0.8125,\"interval\":[0.7,0.9],\"percentile\":77.5,\"status\":\"done\"")
                .contains("\"model\":\"m:3\",\"imageId\":\"img_a\",\"analysisId\":\"an_a\"");
        assertThat(lines.get(1)).contains("bad.webp\"", "\"error\":\"unreadable_image: It is damaged.\"");
        assertThat(lines.get(2)).contains("c.png\"");
        assertThat(server.requests("POST /store"))
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).isEmpty());
        assertThat(server.requests("POST /api/v1/analyses")).allSatisfy(request -> {
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
            assertThat(request.header("Prefer")).isEqualTo("wait=30");
        });

        assertThat(run("score", "-r", folder.resolve("pictures/deep").toString()))
                .isZero();
        assertThat(out()).startsWith("IMAGE").contains("d.png", "0.8125", "0.7000..0.9000");
    }

    @Test
    void a_full_plan_stops_the_command_with_its_own_exit_code() throws IOException {
        login();
        server.on("POST /api/v1/uploads", 402, "{\"code\":\"quota_exceeded\",\"detail\":\"Nothing is left.\"}");

        assertThat(run("score", file("a.png"), file("b.png"))).isEqualTo(Main.NOT_IN_PLAN);

        assertThat(err()).contains("quota_exceeded: Nothing is left.");
    }

    @Test
    void an_image_that_is_refused_does_not_stop_the_others() throws IOException {
        login();
        String big = file("big.png");
        server.on(
                "POST /api/v1/uploads",
                request -> request.body().contains("big")
                        ? new Answer(413, "{\"code\":\"image_too_large\",\"detail\":\"Too large.\"}")
                        : new Answer(
                                201,
                                "{\"imageId\":\"img_a\",\"url\":\"%s/store\",\"fields\":{}}".formatted(server.url())));
        server.on("POST /store", 204, "").on("POST /api/v1/analyses", 200, SCORED.formatted("a"));

        assertThat(run("score", "-o", "csv", big, file("small.png"))).isEqualTo(Main.INCOMPLETE);

        assertThat(out().lines().toList()).hasSize(3);
        assertThat(out()).contains("refused,,,,image_too_large: Too large.").contains("0.8125,0.7 0.9,77.5,done");
    }

    @Test
    void a_url_is_left_to_the_server_and_the_heatmap_is_saved() throws IOException {
        login();
        server.on(
                        "POST /api/v1/analyses",
                        200,
                        SCORED.formatted("u")
                                .replace(
                                        "\"warnings\"",
                                        "\"heatmap\":{\"url\":\"/x\",\"rows\":2,\"columns\":2},\"warnings\""))
                .on("GET /api/v1/analyses/an_u/heatmap?over=picture", 200, "PNG");

        assertThat(run(
                        "score",
                        "https://example.com/a%20b.png",
                        "--save-heatmaps",
                        folder.resolve("maps").toString()))
                .as(err())
                .isZero();

        assertThat(server.requests("POST /api/v1/analyses").get(0).body())
                .isEqualTo("{\"imageUrl\":\"https://example.com/a%20b.png\",\"heatmap\":false}");
        assertThat(folder.resolve("maps/a_20b.png.an_u.png")).hasContent("PNG");
    }

    @Test
    void wrong_usage_and_a_missing_profile_are_told_and_exit_with_2() {
        assertThat(run("score")).isEqualTo(2);
        assertThat(run("unknown")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("usage", "--profile", "none")).isEqualTo(2);
        assertThat(err()).contains("engram remote login --url URL --profile none");
        assertThat(run("score", folder.resolve("missing.png").toString())).isEqualTo(2);
    }

    @Test
    void a_server_that_is_not_there_has_its_own_exit_code() {
        server.close();
        EngramException unreachable = catchThrowableOfType(
                EngramException.class,
                () -> EngramClient.builder(URI.create(server.url()), KEY)
                        .retries(RetryOptions.NONE)
                        .build()
                        .account()
                        .usage());

        assertThat(Main.exitCode(unreachable)).isEqualTo(Main.UNAVAILABLE);
    }

    @Test
    void the_environment_replaces_the_profile() {
        environment.putAll(Map.of("ENGRAM_URL", server.url(), "ENGRAM_API_KEY", KEY));
        server.on("GET /api/v1/plan", 200, PLAN).on("GET /api/v1/usage", 200, """
                    {"period":{"from":"2026-11-01T00:00:00Z","to":"2026-12-01T00:00:00Z"},"used":7,"reserved":1,"allowance":null}""");

        assertThat(run("usage", "-o", "json")).as(err()).isZero();

        assertThat(out())
                .isEqualTo("{\"plan\":\"Pro\",\"used\":7,\"reserved\":1,\"allowance\":null,"
                        + "\"from\":\"2026-11-01T00:00:00Z\",\"to\":\"2026-12-01T00:00:00Z\"}\n");
    }

    @Test
    void a_batch_uploads_its_files_waits_and_names_them_in_its_results() throws IOException {
        login();
        takeImages();
        String batch = """
            {"id":"bat_1","name":"Autumn","heatmap":false,"total":2,"queued":%d,"done":1,"rejected":1,"failed":0,
             "createdAt":"2026-11-30T10:00:00Z","finishedAt":%s}""";
        server.on("POST /api/v1/batches", 202, batch.formatted(2, "null"))
                .on(
                        "GET /api/v1/batches/bat_1",
                        request -> new Answer(
                                200,
                                server.requests("GET /api/v1/batches").size() < 2
                                        ? batch.formatted(1, "null")
                                        : batch.formatted(0, "\"2026-11-30T10:00:02Z\"")))
                .on(
                        "GET /api/v1/analyses?batchId=bat_1",
                        200,
                        "{\"data\":[%s,%s],\"nextCursor\":null}"
                                .formatted(SCORED.formatted("a"), REJECTED.formatted("bad")));

        assertThat(run("batch", "--name", "Autumn", "-o", "csv", file("a.png"), file("bad.png")))
                .as(err())
                .isEqualTo(Main.INCOMPLETE);

        assertThat(server.requests("POST /api/v1/batches").get(0).body())
                .isEqualTo(
                        "{\"imageIds\":[\"img_a\",\"img_bad\"],\"name\":\"Autumn\",\"heatmap\":false,\"partial\":false}");
        assertThat(out()).contains("pictures/a.png,0.8125").contains("bad.png,,,,rejected");
        assertThat(run("batch", "--no-wait", "-o", "csv", file("a.png"))).isZero();
        assertThat(out()).isEqualTo("batch,name,total,leftOut\r\nbat_1,Autumn,2,\r\n");
    }

    @Test
    void messages_are_forwarded_with_their_headers_and_the_listener_is_kept() throws IOException {
        login();
        String message = """
            {"messageId":"msg_%1$s","type":"analysis.completed","body":"{\\"n\\":%1$s}",
             "headers":{"webhook-id":"msg_%1$s","webhook-timestamp":"17","webhook-signature":"v1,s"}}""";
        server.on("POST /api/v1/webhook-endpoints/wh_1/messages", 204, "")
                .on("POST /api/v1/webhook-endpoints", 201, """
                    {"id":"wh_1","url":"engram:listen","events":["batch.completed"],"secret":"whsec_x","createdAt":"2026-11-30T10:00:00Z"}""")
                .on(
                        "GET /api/v1/webhook-endpoints/wh_1/messages",
                        200,
                        "{\"data\":[%s,%s],\"nextCursor\":null}"
                                .formatted(message.formatted("1"), message.formatted("2")))
                .on("GET /api/v1/webhook-endpoints?", 200, """
                    {"data":[{"id":"wh_1","url":"engram:listen","events":["batch.completed"],"createdAt":"2026-11-30T10:00:00Z"}],"nextCursor":null}""")
                .on("DELETE /api/v1/webhook-endpoints/wh_1", 204, "");
        List<String> received = new ArrayList<>();
        try (FakeServer program = new FakeServer()) {
            program.on("POST /hook", request -> {
                received.add(request.header("Webhook-signature") + " " + request.body());
                return new Answer(received.size() == 1 ? 204 : 500, "");
            });

            assertThat(run("listen", "--forward", program.url() + "/hook", "--count", "2"))
                    .as(err())
                    .isZero();
        }

        assertThat(received).containsExactly("v1,s {\"n\":1}", "v1,s {\"n\":2}");
        assertThat(err()).contains("whsec_x");
        assertThat(out()).contains("msg_1  analysis.completed  204", "msg_2  analysis.completed  500");
        assertThat(server.requests("POST /api/v1/webhook-endpoints/wh_1/messages"))
                .extracting(FakeServer.Request::body)
                .containsExactly(
                        "{\"messageId\":\"msg_1\",\"status\":204}", "{\"messageId\":\"msg_2\",\"status\":500}");

        assertThat(run("listen", "--forward", "http://127.0.0.1:9/hook", "--count", "2"))
                .isZero();
        assertThat(server.requests("POST /api/v1/webhook-endpoints ")).isEmpty();
        assertThat(server.requests("POST /api/v1/webhook-endpoints/wh_1/messages")
                        .get(2)
                        .body())
                .contains("\"error\":\"127.0.0.1:9 is not reachable: ");
        assertThat(run("logout")).isZero();
        assertThat(server.requests("DELETE /api/v1/webhook-endpoints/wh_1")).hasSize(1);
    }

    @Test
    void a_listener_without_a_profile_is_removed_at_the_end() {
        environment.putAll(Map.of("ENGRAM_URL", server.url(), "ENGRAM_API_KEY", KEY));
        server.on("POST /api/v1/webhook-endpoints", 201, """
                {"id":"wh_2","url":"engram:listen","events":[],"secret":"whsec_y","createdAt":"2026-11-30T10:00:00Z"}""")
                .on("GET /api/v1/webhook-endpoints/wh_2/messages", 403, "{\"code\":\"forbidden\",\"detail\":\"No.\"}")
                .on("DELETE /api/v1/webhook-endpoints/wh_2", 204, "");

        assertThat(run("listen", "--forward", "http://127.0.0.1:9/", "--events", "batch.completed,analysis.failed"))
                .isEqualTo(Main.NO_ACCESS);

        assertThat(server.requests("POST /api/v1/webhook-endpoints").get(0).body())
                .isEqualTo("{\"url\":\"engram:listen\",\"events\":[\"batch.completed\",\"analysis.failed\"]}");
        assertThat(server.requests("DELETE /api/v1/webhook-endpoints/wh_2")).hasSize(1);
    }

    @Test
    void a_watched_folder_gives_each_file_once_when_it_is_complete() throws IOException {
        Path old = Path.of(file("old.png"));
        Path pictures = old.getParent();
        FolderScan scan = new FolderScan(pictures, false, false);
        Path fresh = Path.of(file("fresh.png"));

        assertThat(scan.scan()).isEmpty();
        Files.writeString(fresh, "more bytes than before");
        assertThat(scan.scan()).as("while it grows").isEmpty();
        assertThat(scan.scan()).containsExactly(fresh);
        assertThat(scan.scan()).isEmpty();
        Files.writeString(old, "an old file that changes");
        scan.scan();
        assertThat(scan.scan()).containsExactly(old);
        scan.giveBack(old);
        assertThat(scan.scan()).containsExactly(old);
        assertThat(new FolderScan(pictures, false, true).scan()).isEmpty();
    }

    @Test
    void a_watched_folder_is_scored_until_the_count_is_reached() throws IOException {
        login();
        takeImages();
        file("a.png");

        assertThat(run("watch", folder.resolve("pictures").toString(), "--existing", "--count", "1", "-o", "json"))
                .isZero();

        assertThat(out()).contains("a.png\",\"score\":0.8125");
    }

    @Test
    void an_export_is_downloaded_when_it_is_done() {
        login();
        server.on("POST /api/v1/exports", 202, "{\"id\":\"exp_1\",\"status\":\"running\",\"files\":[]}")
                .on(
                        "GET /api/v1/exports/exp_1",
                        request -> new Answer(
                                200,
                                server.requests("GET /api/v1/exports").size() < 2
                                        ? "{\"id\":\"exp_1\",\"status\":\"running\",\"files\":[]}"
                                        : "{\"id\":\"exp_1\",\"status\":\"done\",\"files\":[\"%s/zip\"]}"
                                                .formatted(server.url())))
                .on("GET /zip", 200, "ZIP");

        assertThat(run("export", "--to", folder.resolve("export").toString(), "-o", "json"))
                .as(err())
                .isZero();

        assertThat(folder.resolve("export/exp_1-001.zip")).hasContent("ZIP");
        assertThat(out()).contains("exp_1-001.zip\",\"bytes\":3}");
    }

    @Test
    void names_cannot_change_the_terminal_or_become_formulas() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);

        new Rows.Table(stream, List.of("image")).add("a\u001b[2Jb\nc\u202e");
        new Rows.Csv(stream, List.of("image", "score")).add("=HYPERLINK(\"x\")", -1.5);

        assertThat(Arrays.asList(printed.toString(StandardCharsets.UTF_8).split("\\R")))
                .containsExactly("IMAGE", "a?[2Jb?c?", "image,score", "\"'=HYPERLINK(\"\"x\"\")\",-1.5");
    }
}
