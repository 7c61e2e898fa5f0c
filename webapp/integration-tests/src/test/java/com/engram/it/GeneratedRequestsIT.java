package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.RequestGenerator.Operation;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Requests that a generator derives from the description of the API get only statuses that the description names. */
@ArquillianTest
@RunAsClient
class GeneratedRequestsIT {

    /** {@code ./engram test --all} sends 20,000. */
    private static final int REQUESTS =
            Integer.getInteger("generated.requests", System.getProperty("all") == null ? 250 : 20_000);

    private static final long SEED = Long.getLong("generated.seed", System.nanoTime());

    /** A key may send 1,000 requests a minute here, and a suspended or full account refuses everything. */
    private static final int REQUESTS_PER_ACCOUNT = 400;

    private static final int SENDERS = 4;

    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, String> unexpected = new ConcurrentSkipListMap<>();

    @Test
    void a_generated_request_gets_a_status_that_the_description_names() throws Exception {
        System.out.println("Generated requests: -Dgenerated.seed=" + SEED);
        JsonObject api = TestApiClient.json(TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/openapi"))
                        .header("Accept", "application/json")
                        .build()));
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                Random random = new Random(SEED + sender);
                running.add(senders.submit(() -> {
                    send(api, random, REQUESTS / SENDERS);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            senders.shutdownNow();
        }
        System.out.println("Generated requests by status: " + statuses);
        assertThat(statuses.keySet())
                .as("a run in which nothing succeeds shows nothing")
                .contains(200, 201, 400, 404);
        SoftAssertions softly = new SoftAssertions();
        unexpected.forEach((call, answer) -> softly.assertThat(answer).as(call).isNull());
        softly.assertAll();
    }

    private void send(JsonObject api, Random random, int requests) throws Exception {
        List<Operation> operations = Operation.allOf(api);
        RequestGenerator generator = new RequestGenerator(random, api, TestAccount.open(), TestAccount.open());
        for (int i = 1; i <= requests; i++) {
            if (i % REQUESTS_PER_ACCOUNT == 0) {
                generator = new RequestGenerator(random, api, TestAccount.open(), TestAccount.open());
            }
            Operation operation = operations.get(random.nextInt(operations.size()));
            HttpRequest request = generator.next(operation);
            HttpResponse<String> response = TestApiClient.send(request);
            statuses.merge(response.statusCode(), 1, Integer::sum);
            boolean isDescribed = operation.statuses().contains(Integer.toString(response.statusCode()));
            if (!isDescribed || response.headers().firstValue("Request-Id").isEmpty()) {
                unexpected.putIfAbsent(
                        operation.name() + " " + response.statusCode(), request.uri() + "\n" + response.body());
            }
        }
    }
}
