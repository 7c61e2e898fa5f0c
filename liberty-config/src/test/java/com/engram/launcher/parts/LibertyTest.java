package com.engram.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyTest {

    @TempDir
    private Path folder;

    private HttpServer other;
    private int status = 200;

    @BeforeEach
    void answer_on_a_port() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
    }

    @AfterEach
    void stop() {
        other.stop(0);
    }

    @Test
    void a_server_is_not_ready_because_another_one_answers_on_its_port() throws Exception {
        Liberty liberty = liberty();

        assertThatThrownBy(liberty::isReady)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("Another process answers at " + url());
    }

    @Test
    void a_server_that_starts_is_not_ready_yet() throws Exception {
        status = 503;
        assertThat(liberty().isReady()).isFalse();
    }

    private Liberty liberty() throws LauncherException {
        Home home = Home.open(folder.resolve("home"));
        return Liberty.of(home, new Distribution(folder, folder, folder), Map.of(), url());
    }

    private String url() {
        return "http://127.0.0.1:" + other.getAddress().getPort();
    }
}
