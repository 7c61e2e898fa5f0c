package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The headers by which responses tell a browser how to treat them. */
@ArquillianTest
@RunAsClient
class SecurityHeadersIT {

    /** One of every kind that we write (the API's description and the health of the server are Liberty's own): page, page of an account, form's refusal, error page, problem, list, table, ZIP, stream of news, asset, redirect. */
    private static final List<String> KINDS = List.of(
            "/",
            "/login",
            "/settings/people",
            "/images/none",
            "/no/such/page",
            "/api/v1/usage",
            "/api/v1/none",
            "/settings/audit/audit.csv",
            "/settings/account/export.zip",
            "/events",
            "/assets/engram.css",
            "/admin/login",
            "/api/docs",
            "/admin");

    /** BREACH: a token that is the same in each response can be guessed from the sizes of compressed pages. */
    @Test
    void pages_are_compressed_and_each_has_a_token_of_its_own_that_is_accepted() throws Exception {
        PortalBrowser browser = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String token = "name=\"_csrf\" value=\"([^\"]+)\"";
        String first = browser.find("/projects", token);
        String second = browser.find("/projects", token);
        assertThat(first).isNotEqualTo(second);
        for (String each : List.of(first, second)) {
            assertThat(browser.submit("/projects", each, Map.of("name", "With " + each.substring(0, 8)))
                            .statusCode())
                    .isEqualTo(303);
        }
        HttpResponse<byte[]> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(TestEnvironment.server().resolve("/login"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(page.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("</html>");
    }

    @Test
    void every_response_restricts_sources_and_framing() throws Exception {
        String cookie = TestAccount.open().cookie();
        for (String path : KINDS) {
            HttpHeaders headers = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(TestEnvironment.server().resolve(path))
                                    .header("Cookie", "engram_session=" + cookie)
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("same-origin");
            assertThat(headers.firstValue("X-Powered-By")).as(path).isEmpty();
        }
    }

    @Test
    void what_the_server_answers_itself_is_restricted_too() throws Exception {
        for (String path : List.of("/api/openapi", "/health/live", "/health/ready", "/a%zz", "/a%00")) {
            String answer = raw(path, "Accept: */*");
            assertThat(answer).as(path).containsIgnoringCase("X-Content-Type-Options: nosniff");
            assertThat(answer).as(path).contains("Content-Security-Policy: default-src 'none'");
            assertThat(answer).as(path).doesNotContain("unsafe-inline");
        }
    }

    @Test
    void the_page_of_the_server_for_its_description_is_not_served() throws Exception {
        for (String path : List.of(
                "/openapi-ui",
                "//openapi-ui",
                "///openapi-ui/",
                "/%2fopenapi-ui",
                "/api/openapi/ui",
                "/./openapi-ui",
                "//openapi-ui/index.html",
                "/x/..//openapi-ui/index.html",
                "http://localhost//openapi-ui/")) {
            assertThat(raw(path, "Accept: text/html"))
                    .as(path)
                    .doesNotContain("unsafe-inline")
                    .doesNotContain("swagger");
        }
    }

    /** The response to a path that no client library would send. */
    private static String raw(String path, String header) throws Exception {
        try (Socket socket = new Socket("localhost", TestEnvironment.server().getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nConnection: close\r\n\r\n"
                            .formatted(path, header)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void downloads_are_not_displayed_by_the_browser() throws Exception {
        String cookie = TestAccount.open().cookie();
        for (String path : List.of("/settings/audit/audit.csv", "/settings/account/export.zip")) {
            HttpHeaders headers = TestApiClient.send(
                            HttpRequest.newBuilder(TestEnvironment.server().resolve(path))
                                    .header("Cookie", "engram_session=" + cookie)
                                    .build())
                    .headers();
            assertThat(headers.firstValue("Content-Disposition").orElse(""))
                    .as(path)
                    .startsWith("attachment");
        }
    }

    @Test
    void a_browser_keeps_an_asset_and_asks_whether_it_has_changed() throws Exception {
        HttpResponse<byte[]> sent = asset("none");
        String tag = sent.headers().firstValue("ETag").orElseThrow();
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).isNotEmpty();

        HttpResponse<byte[]> kept = asset(tag);
        assertThat(kept.statusCode()).isEqualTo(304);
        assertThat(kept.body()).isEmpty();
        assertThat(kept.headers().firstValue("Cache-Control")).contains("max-age=300");
    }

    private static HttpResponse<byte[]> asset(String tag) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(TestEnvironment.server().resolve("/assets/engram.css"))
                                .header("If-None-Match", tag)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void cookies_are_http_only_and_same_site() throws Exception {
        assertThat(header(get("/login", "http"), "Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void over_tls_responses_set_hsts_and_cookies_are_secure() throws Exception {
        HttpResponse<String> answer = get("/login", "https");
        assertThat(header(answer, "Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(header(answer, "Set-Cookie")).contains("Secure");
        assertThat(header(get("/login", "http"), "Strict-Transport-Security")).isEmpty();
    }

    @Test
    void the_build_lists_the_components_of_the_application() throws Exception {
        Path bom = Path.of("../target/bom.json");
        assumeThat(bom).as("an offline build makes no bill of materials").exists();
        assertThat(Files.readString(bom))
                .contains("\"CycloneDX\"", "hibernate-core", "thymeleaf", "webauthn-server-core");
    }

    @Test
    void an_ambiguous_path_is_refused() throws Exception {
        for (String path : List.of("/api;x/v1/usage", "/settings/account/export%2Ezip", "/api//v1/usage", "/a%5cb")) {
            assertThat(get(path, "http").statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_with_or_without_its_length() throws Exception {
        byte[] vast = ("{\"name\": \"" + "x".repeat(2 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(post(BodyPublishers.ofByteArray(vast), "application/json")).isEqualTo(413);
        assertThat(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(vast)), "application/json"))
                .isEqualTo(413);
        assertThat(post(
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(vast)),
                        "application/x-www-form-urlencoded"))
                .isEqualTo(411);
    }

    private static int post(BodyPublisher body, String type) throws Exception {
        return TestApiClient.send(
                        HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/v1/projects"))
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .header(
                                        "Authorization",
                                        "Bearer " + TestApiClient.onPlan("free").key())
                                .header("Content-Type", type)
                                .POST(body)
                                .build())
                .statusCode();
    }

    private static HttpResponse<String> get(String path, String scheme) throws Exception {
        return TestApiClient.send(HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                .header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Proto", scheme)
                .build());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return String.join("\n", answer.headers().allValues(name));
    }
}
