package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** A request that takes longer than its limit is in the log, with the stack of its thread, and without its secrets. */
@ArquillianTest
@RunAsClient
class SlowRequestsIT {

    /** The message of requestTiming for a slow request. */
    private static final String SLOW = "TRAS0112W";

    /** Longer than the limit of the integration tests' server, which is in it.xml. */
    private static final Duration LONGER_THAN_THE_LIMIT = Duration.ofSeconds(8);

    @Test
    void a_slow_request_is_logged_with_its_stack_and_without_its_path_and_an_open_event_stream_is_not()
            throws Exception {
        TestAccount account = TestAccount.open();
        String secret = "eyesOnly" + account.tenant();
        int before = log().length();
        try (InputStream stream = openEventStream(account);
                Socket socket = new Socket("localhost", TestEnvironment.server().getPort())) {
            assertThat(stream.read()).isPositive();
            OutputStream out = socket.getOutputStream();
            out.write("""
                POST /api/v1/projects?secret=%s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 17\r
                Connection: close\r
                \r
                {"name":\
                """.formatted(secret, account.client().key()).getBytes(StandardCharsets.UTF_8));
            out.flush();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(LONGER_THAN_THE_LIMIT.multipliedBy(2))
                    .untilAsserted(() ->
                            assertThat(log().substring(before)).contains(SLOW, "com.engram.web.security.LimitedBody"));
            out.write("\"slowly\"".getBytes(StandardCharsets.UTF_8));
            out.write('}');
            out.flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 201");
        }
        assertThat(log().substring(before)).doesNotContain(secret, "ResultEventStream");
    }

    private static InputStream openEventStream(TestAccount account) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(TestEnvironment.server() + "/events"))
                                .header("Cookie", "engram_session=" + account.cookie())
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }

    private static String log() throws IOException {
        return Files.readString(TestEnvironment.logs().resolve("messages.log"));
    }
}
