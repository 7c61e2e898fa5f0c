package com.engram.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.outbound.PublicHttpClient.Completed;
import com.engram.outbound.PublicHttpClient.ReceivedResponse;
import com.engram.outbound.PublicHttpClient.Unreachable;
import com.engram.testing.PausedServer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class PublicHttpClientTest {

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            boolean away = exchange.getRequestURI().getPath().equals("/away");
            if (away) {
                exchange.getResponseHeaders().set("Location", "/there");
            }
            byte[] body = "x".repeat(100).getBytes();
            exchange.sendResponseHeaders(away ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://[fd00::1]/",
                "https://[fe80::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://0.0.0.0/",
                "https://224.0.0.1/",
                "file:///etc/passwd",
                "https:relative",
                "https://user@93.184.216.34/",
                "https://0177.0.0.1/",
                "https://0x7f.0.0.1/",
                "https://127.0.0.0x1/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f000001/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1./",
                "https://093.184.216.34/",
                "https://93.184.55330/",
                "https://1572395042/",
                "https://\uff11\uff12\uff17.0.0.1/",
                "https://127\u30020.0.1/",
                "https://unknown.invalid/"
            })
    void what_only_this_server_can_reach_is_refused(String address) {
        PublicHttpClient web = web(Optional.empty());

        assertThat(web.findRefusalReason(address)).isPresent();
        assertThat(web.findRefusalReasonForSecret(address)).isPresent();
    }

    @Test
    void a_public_address_is_taken_and_what_is_secret_goes_by_https_only() {
        PublicHttpClient web = web(Optional.empty());

        assertThat(web.findRefusalReason("http://93.184.216.34/")).isEmpty();
        assertThat(web.findRefusalReasonForSecret("http://93.184.216.34/")).contains("Give an https URL.");
        assertThat(web.findRefusalReasonForSecret("https://93.184.216.34/")).isEmpty();
        assertThat(web(Optional.of(List.of("10.0.0.0/8"))).findRefusalReasonForSecret("http://10.0.0.1/"))
                .isEmpty();
    }

    @Test
    void a_name_that_changes_its_address_after_the_check_leads_nowhere() throws Exception {
        Queue<String> answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1"));
        PublicHttpClient web = open(new PublicAddressResolver(new PublicAddressRanges(Optional.empty())) {
            @Override
            InetAddress[] lookUp(String host) throws UnknownHostException {
                return InetAddress.getAllByName(answers.remove());
            }
        });
        String address = "http://rebound.example:" + server.getAddress().getPort() + "/";

        assertThat(web.findRefusalReason(address)).isEmpty();
        assertThat(web.send("GET", URI.create(address), Map.of(), "", 1_000)).isInstanceOf(Unreachable.class);
        assertThat(answers).isEmpty();
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_refusal_does_not_tell_which_internal_names_exist() {
        PublicHttpClient web = open(new PublicAddressResolver(new PublicAddressRanges(Optional.empty())) {
            @Override
            InetAddress[] lookUp(String host) throws UnknownHostException {
                if (host.equals("database.internal")) {
                    return InetAddress.getAllByName("10.0.0.5");
                }
                throw new UnknownHostException(host);
            }
        });
        URI known = URI.create("http://database.internal/");
        URI unknown = URI.create("http://nothing.internal/");

        assertThat(web.findRefusalReason(known.toString()))
                .isPresent()
                .isEqualTo(web.findRefusalReason(unknown.toString()));
        assertThat(web.send("GET", known, Map.of(), "", 1_000))
                .isInstanceOf(Unreachable.class)
                .isEqualTo(web.send("GET", unknown, Map.of(), "", 1_000));
    }

    @Test
    void a_host_that_does_not_respond_is_reported_without_its_address() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));

        assertThat(web.send("GET", URI.create("http://127.0.0.1:" + closed + "/"), Map.of(), "", 1_000))
                .isEqualTo(new Unreachable("The host did not respond, or its response exceeds a limit."));
    }

    @Test
    void a_redirect_is_told_and_not_followed() {
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));

        assertThat(web.send("GET", at("/away"), Map.of(), "", 1_000))
                .isInstanceOfSatisfying(
                        ReceivedResponse.class,
                        told -> assertThat(told.status()).isEqualTo(302));
        assertThat(calls).hasValue(1);
    }

    @Test
    void a_server_that_hangs_is_given_up_within_ten_seconds() throws IOException {
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));
        try (PausedServer paused = new PausedServer()) {
            long started = System.nanoTime();

            assertThat(web.send("GET", URI.create("http://127.0.0.1:" + paused.port() + "/"), Map.of(), "", 1_000))
                    .isInstanceOf(Unreachable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_download_follows_three_redirects_and_no_more() throws IOException {
        for (int hop = 1; hop <= 4; hop++) {
            redirect("/hop" + hop, "/hop" + (hop - 1));
        }
        redirect("/hop0", "http://127.0.0.1:" + server.getAddress().getPort() + "/file");
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));

        assertThat(web.fetch(at("/hop2"), folder.resolve("file"), 1_000, Duration.ofSeconds(5)))
                .isEqualTo(new Completed(200, null, 100));
        assertThat(folder.resolve("file")).hasContent("x".repeat(100));
        assertThat(web.fetch(at("/hop3"), folder.resolve("file"), 1_000, Duration.ofSeconds(5)))
                .isEqualTo(new Unreachable("The URL redirects more than 3 times."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://169.254.169.254/latest",
                "file:///etc/passwd",
                "http://a:b@127.0.0.1/",
                "http://[x"
            })
    void a_redirect_to_what_only_this_server_can_reach_is_refused(String target) {
        redirect("/inside", target);
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));

        assertThat(web.fetch(at("/inside"), folder.resolve("file"), 1_000, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        refused -> assertThat(refused.reason()).startsWith("The URL redirects to another one."));
    }

    private void redirect(String path, String location) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    @Test
    void an_answer_that_is_too_long_is_not_taken() {
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));

        assertThat(web.send("GET", at("/"), Map.of(), "", 100)).isInstanceOf(ReceivedResponse.class);
        assertThat(web.send("GET", at("/"), Map.of(), "", 99)).isInstanceOf(Unreachable.class);
    }

    @Test
    void whoever_answers_a_byte_at_a_time_is_cut_off() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> trickle(slow));
            server.setDaemon(true);
            server.start();
            PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));
            URI address = URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/");

            assertThat(web.fetch(address, folder.resolve("file"), 1_000, Duration.ofMillis(700)))
                    .isEqualTo(new Unreachable("The host is too slow."));
        }
    }

    @Test
    void a_header_without_end_is_not_taken() throws Exception {
        server.createContext("/header", exchange -> {
            exchange.getResponseHeaders().set("X-Long", "x".repeat(20_000));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        PublicHttpClient web = web(Optional.of(List.of("127.0.0.1")));

        assertThat(web.send("GET", at("/header"), Map.of(), "", 1_000)).isInstanceOf(Unreachable.class);
    }

    /** A status line of which a letter comes every tenth of a second. */
    private static void trickle(ServerSocket slow) {
        try (Socket socket = slow.accept()) {
            for (byte letter : ("HTTP/1.1 200 " + "O".repeat(500)).getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(letter);
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // The caller has hung up, as it should.
            Thread.currentThread().interrupt();
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static PublicHttpClient web(Optional<List<String>> allow) {
        return open(new PublicAddressResolver(new PublicAddressRanges(allow)));
    }

    private static PublicHttpClient open(PublicAddressResolver names) {
        PublicHttpClient web = new PublicHttpClient(names);
        web.open();
        return web;
    }
}
