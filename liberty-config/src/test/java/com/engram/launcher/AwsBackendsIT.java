package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.engram.launcher.FakeAws.Mood;
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

/** The product on Lambda and SageMaker, as far as these can be had on one machine. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes minutes; ./engram test --all")
class AwsBackendsIT {

    private static final int PICTURES = 300;

    @TempDir
    private static Path folder;

    private static FakeAws clouds;
    private static LauncherProcess engram;
    private static HomeDatabase ledger;
    private static RetryingApiClient customer;
    private static String address;
    private static int drawn = 10_000;

    @BeforeAll
    static void start() throws Exception {
        clouds = new FakeAws();
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        Path home = folder.resolve("home");
        engram = LauncherProcess.up(home, port, clouds.environment());
        engram.awaitReady();
        ledger = new HomeDatabase(home);
        clouds.worker = "http://127.0.0.1:" + ledger.port("worker");
        address = "http://localhost:" + port;
        customer = RetryingApiClient.of(address, home);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        engram.kill();
        engram.awaitNoChildren(Duration.ofSeconds(30));
        clouds.close();
    }

    @AfterEach
    void calm() {
        clouds.lambda = Mood.WELL;
        clouds.sagemaker = Mood.WELL;
        clouds.storms = false;
    }

    @Test
    void our_function_scores_in_awss_own_runtime_client() throws Exception {
        String analysis = end(customer.send(GeneratedImages.jpeg(drawn++), "one.jpg"));

        assertThat(analysis).contains("\"status\":\"done\"").contains("\"backend\":\"lambda\"");
        assertThat(clouds.host.coldStarts()).isPositive();
        assertThat(ledger.number("select count(*) from scoring_cost where backend = 'lambda' and memory_mb = 1024"
                        + " and millis > 0 and cost > 0"))
                .isPositive();
    }

    @Test
    void a_bad_picture_is_rejected_by_the_function() throws Exception {
        String analysis = end(customer.send("no picture".getBytes(StandardCharsets.UTF_8), "bad.jpg"));

        assertThat(analysis).contains("\"status\":\"rejected\"").contains("\"code\":\"unsupported_type\"");
    }

    @Test
    void a_picture_whose_function_died_is_scored_by_the_next_one() throws Exception {
        end(customer.send(GeneratedImages.jpeg(drawn++), "first.jpg"));
        int before = clouds.host.coldStarts();
        clouds.host.kill();

        assertThat(end(customer.send(GeneratedImages.jpeg(drawn++), "second.jpg")))
                .contains("\"status\":\"done\"");
        assertThat(clouds.host.coldStarts()).isGreaterThan(before);
    }

    @Test
    void a_tenant_whose_plan_says_so_is_scored_elsewhere() throws Exception {
        RetryingApiClient free = RetryingApiClient.of(address, folder.resolve("home"), "free");

        assertThat(end(free, free.send(GeneratedImages.jpeg(drawn++), "free.jpg")))
                .contains("\"backend\":\"worker\"");
    }

    @Test
    void uploads_are_refused_while_the_line_is_too_long_and_metrics_tell_its_length() throws Exception {
        end(customer.send(GeneratedImages.jpeg(drawn++), "one.jpg"));
        ledger.execute("""
                insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, free, credit_period, created_at, available_at)
                select gen_random_uuid(), i.tenant_id, i.id, 'QUEUED', false, true, true, current_date, now(), now() + interval '1 day'
                from (select * from image limit 1) i, generate_series(1, 500)
                """);
        try {
            HttpResponse<String> refused = await().atMost(Duration.ofSeconds(10))
                    .until(
                            () -> customer.post(
                                    "/api/v1/uploads",
                                    "{\"filename\":\"a.jpg\",\"contentType\":\"image/jpeg\",\"bytes\":9}"),
                            response -> response.statusCode() != 201);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(customer.get("/metrics")).contains("engram_queue_waiting 500.0");
        } finally {
            ledger.execute("delete from analysis where available_at > now() + interval '1 hour'");
        }
    }

    @Test
    void when_lambda_is_down_sagemaker_takes_over_until_it_is_back() throws Exception {
        clouds.storms = true;
        clouds.lambda = Mood.DOWN;
        for (int i = 0; i < 10; i++) {
            assertThat(end(customer.send(GeneratedImages.jpeg(drawn++), "down.jpg")))
                    .contains("\"backend\":\"sagemaker\"");
        }
        assertThat(queue()).contains("\"breaker\":\"open\"");

        clouds.lambda = Mood.WELL;
        long began = System.nanoTime();
        while (!end(customer.send(GeneratedImages.jpeg(drawn++), "back.jpg")).contains("\"backend\":\"lambda\"")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void under_half_throttling_everything_is_done_and_billed_once() throws Exception {
        clouds.storms = true;
        clouds.lambda = Mood.THROTTLES;
        clouds.sagemaker = Mood.THROTTLES;
        clouds.answered.set(0);
        clouds.throttled.set(0);
        RetryingApiClient storm = RetryingApiClient.of(address, folder.resolve("home"));
        long began = System.nanoTime();
        send(storm);
        String tenant = "tenant_id = (select id from tenant order by created_at desc limit 1)";
        AtomicInteger smallest = new AtomicInteger(Integer.MAX_VALUE);
        await().atMost(Duration.ofMinutes(4)).until(() -> {
            smallest.accumulateAndGet(smallestLimit(queue()), Math::min);
            return ledger.number("select count(*) from analysis where finished_at is null") == 0;
        });
        double seconds = (System.nanoTime() - began) / 1e9;

        System.out.printf(
                "Storm   | %d pictures in %.1f s; calls answered %d, throttled %d (%.0f %%); smallest limit seen %d; by backend %s; billed %d%n",
                PICTURES,
                seconds,
                clouds.answered.get(),
                clouds.throttled.get(),
                100.0 * clouds.throttled.get() / (clouds.throttled.get() + clouds.answered.get()),
                smallest.get(),
                ledger.texts(
                        "select backend || ' ' || count(*) || ' (' || sum(millis) || ' ms, ' || sum(cost) || ')' from scoring_cost where "
                                + tenant + " group by backend order by backend"),
                ledger.number("select count(*) from credit_entry where credits = 1 and " + tenant));
        assertThat(ledger.number("select count(*) from analysis where state = 'DONE' and " + tenant))
                .isEqualTo(PICTURES);
        assertThat(ledger.number("select count(*) from credit_entry where credits = 1 and " + tenant))
                .isEqualTo(PICTURES);
        assertThat(ledger.number("select sum(used) from usage_period where " + tenant))
                .isEqualTo(PICTURES);
        assertThat(ledger.number("select count(*) from scoring_cost where " + tenant))
                .isEqualTo(PICTURES);
        assertThat(ledger.number("select count(*) from scoring_cost where cost = 0"))
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

    private static void send(RetryingApiClient storm) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(6);
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            int number = drawn++;
            calls.add(() -> storm.send(GeneratedImages.jpeg(number), number + ".jpg"));
        }
        for (Future<String> sent : senders.invokeAll(calls)) {
            sent.get();
        }
        senders.shutdown();
    }

    private static String queue() throws IOException, InterruptedException {
        return RetryingApiClient.operator(address, folder.resolve("home")).get("/api/v1/admin/queue");
    }

    private static String end(String analysis) throws Exception {
        return end(customer, analysis);
    }

    private static String end(RetryingApiClient owner, String analysis) throws Exception {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> owner.get("/api/v1/analyses/" + analysis),
                        found -> found.matches("(?s).*\"status\":\"(done|rejected|failed)\".*"));
    }
}
