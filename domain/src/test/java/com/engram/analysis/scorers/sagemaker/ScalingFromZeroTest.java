package com.engram.analysis.scorers.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Task;
import com.engram.plans.usage.CreditAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An asynchronous endpoint without instances: SageMaker accepts a request at once and answers it minutes later, when an instance has
 * started. The lease is extended meanwhile, as the job's heartbeat does, and the result is recorded and charged once.
 */
@DomainTest
class ScalingFromZeroTest {

    private static final Path SCORED =
            Path.of("../inference-worker/src/main/resources/com/engram/inference/wire/scored.json");

    private final InMemoryTextStore store = new InMemoryTextStore();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AnalysisQueue queue;
    private final TestQueue testQueue;
    private final TestTenants tenants;
    private final TestImages images;
    private final SettableClock clock;
    private final CreditAllowance allowance;
    private HttpServer sageMaker;

    ScalingFromZeroTest(
            AnalysisQueue queue,
            TestQueue testQueue,
            TestTenants tenants,
            TestImages images,
            SettableClock clock,
            CreditAllowance allowance) {
        this.queue = queue;
        this.testQueue = testQueue;
        this.tenants = tenants;
        this.images = images;
        this.clock = clock;
        this.allowance = allowance;
    }

    @BeforeEach
    void start() throws IOException {
        sageMaker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sageMaker.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sagemaker");
            thread.setDaemon(true);
            return thread;
        }));
        sageMaker.createContext("/endpoints/engram/async-invocations", this::accept);
        sageMaker.start();
    }

    @AfterEach
    void stop() {
        sageMaker.stop(0);
    }

    @Test
    void an_answer_after_six_minutes_is_recorded_and_charged_once() throws Exception {
        TenantId tenant = tenants.open("pro");
        UUID analysis = images.queue(tenant);
        Lease lease = testQueue.pick(1).get(0);
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> scorer().score(request()));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !waiting.isEmpty());

        for (Duration waited = Duration.ZERO;
                waited.compareTo(Duration.ofMinutes(6)) < 0;
                waited = waited.plus(heartbeat())) {
            clock.tick(heartbeat());
            assertThat(extend(lease)).as("after " + waited).isEqualTo(1);
            assertThat(tenants.callAsOperator(queue::revive)).as("taken over").isZero();
            assertThat(testQueue.pick(1)).as("picked by another job").isEmpty();
        }
        assertThat(outcome).isNotDone();
        startInstance();

        Outcome scored = outcome.get(120, TimeUnit.SECONDS);
        assertThat(scored).isInstanceOf(Outcome.Scored.class);
        assertThat(testQueue.record(lease, scored)).isTrue();
        assertThat(testQueue.record(lease, scored)).as("a second time").isFalse();
        assertThat(testQueue.get(tenant, analysis).state()).isEqualTo(AnalysisState.DONE);
        assertThat(tenants.call(tenant, () -> allowance.usage().used())).isEqualTo(1);
        assertThat(store.isEmpty()).as("no object is left").isTrue();
    }

    @Test
    void without_a_heartbeat_the_lease_ends_and_the_late_answer_changes_nothing() throws Exception {
        TenantId tenant = tenants.open("pro");
        UUID analysis = images.queue(tenant);
        Lease lease = testQueue.pick(1).get(0);
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> scorer().score(request()));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !waiting.isEmpty());

        clock.tick(AnalysisQueue.LEASE.plusSeconds(1));
        assertThat(tenants.callAsOperator(queue::revive)).isEqualTo(1);
        startInstance();

        assertThat(testQueue.record(lease, outcome.get(120, TimeUnit.SECONDS))).isFalse();
        assertThat(testQueue.get(tenant, analysis).state()).isEqualTo(AnalysisState.QUEUED);
    }

    /** As {@code LeaseHeartbeat} of the jobs extends leases. */
    private static Duration heartbeat() {
        return AnalysisQueue.LEASE.dividedBy(3);
    }

    private int extend(Lease lease) {
        return tenants.callAsOperator(() -> queue.extend(List.of(lease.token())));
    }

    private SageMakerAsyncScorer scorer() {
        URI url = URI.create("http://127.0.0.1:" + sageMaker.getAddress().getPort());
        return new SageMakerAsyncScorer(SageMakerStub.settings(url, 840), store);
    }

    private static ScoreRequest request() {
        URI images = URI.create("http://store/");
        return new ScoreRequest(Task.SCORE, images.resolve("i"), images.resolve("p"), images.resolve("t"));
    }

    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            String output = "response-" + UUID.randomUUID();
            waiting.add(output);
            exchange.getResponseHeaders().set("X-Amzn-SageMaker-OutputLocation", "s3://store/" + output);
            exchange.getResponseHeaders().set("X-Amzn-SageMaker-FailureLocation", "s3://store/failed-" + output);
            byte[] accepted = "{\"InferenceId\":\"1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(202, accepted.length);
            exchange.getResponseBody().write(accepted);
        }
    }

    /** What the endpoint's scaling does: the instance takes what waits and answers it. */
    private void startInstance() throws IOException {
        String scored = Files.readString(SCORED);
        waiting.forEach(output -> store.putText(output, "application/json", scored));
    }
}
