package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.engram.launcher.FakeAws.Availability;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Engram with Lambda and SageMaker as scoring backends. Both are simulated on this machine by {@link FakeAws}. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes minutes; ./engram test --all")
class AwsBackendsIT {

    private static final int IMAGES = 300;

    @TempDir
    private static Path folder;

    private static FakeAws aws;
    private static LauncherProcess engram;
    private static HomeDatabase database;
    private static RetryingApiClient client;
    private static String address;
    private static int nextImage = 10_000;

    @BeforeAll
    static void start() throws Exception {
        aws = new FakeAws();
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        Path home = folder.resolve("home");
        engram = LauncherProcess.up(home, port, aws.environment());
        engram.awaitReady();
        database = new HomeDatabase(home);
        aws.workerUrl = "http://127.0.0.1:" + database.port("worker");
        address = "http://localhost:" + port;
        client = RetryingApiClient.of(address, home);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        engram.kill();
        engram.awaitNoChildren(Duration.ofSeconds(30));
        aws.close();
    }

    @AfterEach
    void restoreServices() {
        aws.lambda = Availability.AVAILABLE;
        aws.sagemaker = Availability.AVAILABLE;
        aws.useWorkerForLambda = false;
    }

    @Test
    void the_function_scores_images_in_the_aws_runtime_client() throws Exception {
        String analysis = awaitFinished(client.send(GeneratedImages.jpeg(nextImage++), "one.jpg"));

        assertThat(analysis).contains("\"status\":\"done\"").contains("\"backend\":\"lambda\"");
        assertThat(aws.lambdaRuntime.coldStarts()).isPositive();
        assertThat(database.number("select count(*) from scoring_cost where backend = 'lambda' and memory_mb = 1024"
                        + " and millis > 0 and cost > 0"))
                .isPositive();
    }

    @Test
    void the_function_rejects_an_unsupported_file() throws Exception {
        String analysis = awaitFinished(client.send("not an image".getBytes(StandardCharsets.UTF_8), "bad.jpg"));

        assertThat(analysis).contains("\"status\":\"rejected\"").contains("\"code\":\"unsupported_type\"");
    }

    @Test
    void a_new_function_process_scores_images_after_the_previous_one_died() throws Exception {
        awaitFinished(client.send(GeneratedImages.jpeg(nextImage++), "first.jpg"));
        int before = aws.lambdaRuntime.coldStarts();
        aws.lambdaRuntime.kill();

        assertThat(awaitFinished(client.send(GeneratedImages.jpeg(nextImage++), "second.jpg")))
                .contains("\"status\":\"done\"");
        assertThat(aws.lambdaRuntime.coldStarts()).isGreaterThan(before);
    }

    @Test
    void the_plan_of_a_tenant_selects_its_backend() throws Exception {
        RetryingApiClient free = RetryingApiClient.of(address, folder.resolve("home"), "free");

        assertThat(awaitFinished(free, free.send(GeneratedImages.jpeg(nextImage++), "free.jpg")))
                .contains("\"backend\":\"worker\"");
    }

    @Test
    void uploads_are_refused_while_the_queue_is_full_and_metrics_report_its_depth() throws Exception {
        awaitFinished(client.send(GeneratedImages.jpeg(nextImage++), "one.jpg"));
        database.execute("""
                insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, free, credit_period, created_at, available_at)
                select gen_random_uuid(), i.tenant_id, i.id, 'QUEUED', false, true, true, current_date, now(), now() + interval '1 day'
                from (select * from image limit 1) i, generate_series(1, 500)
                """);
        try {
            HttpResponse<String> refused = await().atMost(Duration.ofSeconds(10))
                    .until(
                            () -> client.post(
                                    "/api/v1/uploads",
                                    "{\"filename\":\"a.jpg\",\"contentType\":\"image/jpeg\",\"bytes\":9}"),
                            response -> response.statusCode() != 201);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(client.get("/metrics")).contains("engram_queue_waiting 500.0");
        } finally {
            database.execute("delete from analysis where available_at > now() + interval '1 hour'");
        }
    }

    @Test
    void sagemaker_scores_images_while_lambda_is_down() throws Exception {
        aws.useWorkerForLambda = true;
        aws.lambda = Availability.UNAVAILABLE;
        for (int i = 0; i < 10; i++) {
            assertThat(awaitFinished(client.send(GeneratedImages.jpeg(nextImage++), "down.jpg")))
                    .contains("\"backend\":\"sagemaker\"");
        }
        assertThat(queueState()).contains("\"breaker\":\"open\"");

        aws.lambda = Availability.AVAILABLE;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(awaitFinished(client.send(GeneratedImages.jpeg(nextImage++), "back.jpg")))
                                .contains("\"backend\":\"lambda\""));
    }

    @Test
    void every_image_is_scored_and_billed_once_while_half_of_the_calls_are_throttled() throws Exception {
        aws.useWorkerForLambda = true;
        aws.lambda = Availability.THROTTLING;
        aws.sagemaker = Availability.THROTTLING;
        aws.answered.set(0);
        aws.throttled.set(0);
        RetryingApiClient throttledClient = RetryingApiClient.of(address, folder.resolve("home"));
        long start = System.nanoTime();
        send(throttledClient);
        String tenant = "tenant_id = (select id from tenant order by created_at desc limit 1)";
        AtomicInteger smallest = new AtomicInteger(Integer.MAX_VALUE);
        await().atMost(Duration.ofMinutes(4)).until(() -> {
            smallest.accumulateAndGet(smallestLimit(queueState()), Math::min);
            return database.number("select count(*) from analysis where finished_at is null") == 0;
        });
        double seconds = (System.nanoTime() - start) / 1e9;

        System.out.printf(
                "Throttling | %d images in %.1f s; calls answered %d, throttled %d (%.0f %%); smallest limit %d; by backend %s; billed %d%n",
                IMAGES,
                seconds,
                aws.answered.get(),
                aws.throttled.get(),
                100.0 * aws.throttled.get() / (aws.throttled.get() + aws.answered.get()),
                smallest.get(),
                database.texts(
                        "select backend || ' ' || count(*) || ' (' || sum(millis) || ' ms, ' || sum(cost) || ')' from scoring_cost where "
                                + tenant + " group by backend order by backend"),
                database.number("select count(*) from credit_entry where credits = 1 and " + tenant));
        assertThat(database.number("select count(*) from analysis where state = 'DONE' and " + tenant))
                .isEqualTo(IMAGES);
        assertThat(database.number("select count(*) from credit_entry where credits = 1 and " + tenant))
                .isEqualTo(IMAGES);
        assertThat(database.number("select sum(used) from usage_period where " + tenant))
                .isEqualTo(IMAGES);
        assertThat(database.number("select count(*) from scoring_cost where " + tenant))
                .isEqualTo(IMAGES);
        assertThat(database.number("select count(*) from scoring_cost where cost = 0"))
                .isZero();
        assertThat(smallest).hasValueLessThan(64);
    }

    private static int smallestLimit(String queue) {
        return java.util.regex.Pattern.compile("\"limit\":(\\d+)")
                .matcher(queue)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static void send(RetryingApiClient throttledClient) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(6);
        List<Callable<String>> uploads = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            int number = nextImage++;
            uploads.add(() -> throttledClient.send(GeneratedImages.jpeg(number), number + ".jpg"));
        }
        for (Future<String> upload : senders.invokeAll(uploads)) {
            upload.get();
        }
        senders.shutdown();
    }

    private static String queueState() throws IOException, InterruptedException {
        return RetryingApiClient.operator(address, folder.resolve("home")).get("/api/v1/admin/queue");
    }

    private static String awaitFinished(String analysis) throws Exception {
        return awaitFinished(client, analysis);
    }

    private static String awaitFinished(RetryingApiClient owner, String analysis) throws Exception {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> owner.get("/api/v1/analyses/" + analysis),
                        found -> found.matches("(?s).*\"status\":\"(done|rejected|failed)\".*"));
    }
}
