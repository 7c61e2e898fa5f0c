package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.Route.Credentials;
import com.engram.people.Role;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every endpoint, called with texts that cannot be stored, with malformed multipart bodies, and with credentials of another
 * scheme. Each gets a 4xx with a Request-Id: a problem for programs, a page for people.
 */
@ArquillianTest
@RunAsClient
class MalformedRequestMatrixIT {

    private static final String PART =
            "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nabc\r\n";

    private static final String CLOSED = PART + "--x--\r\n";

    @Test
    void a_query_with_nul_is_refused() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : TenancyMatrixIT.CATALOGUE) {
            for (String query : List.of("q=%00", "sort=a%00b")) {
                HttpRequest.Builder request = TestAccount.request(route, TestAccount.unknown(route.id()) + "?" + query);
                if (!route.path().contains("{")) {
                    request.uri(TestEnvironment.server().resolve(route.path() + "?" + query));
                }
                account.authenticate(route, request);
                assertRefused(softly, route, query, TestApiClient.send(request.build()), Set.of(400));
            }
        }
        softly.assertAll();
    }

    @Test
    void a_form_with_nul_or_malformed_encoding_is_refused() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : forms()) {
            for (String form : List.of("name=a%00b", "email=\u0000&password=x", "company=%zz")) {
                HttpRequest.Builder request = form(route, form);
                account.authenticate(route, request);
                assertRefused(softly, route, form, TestApiClient.send(request.build()), Set.of(400));
            }
        }
        softly.assertAll();
    }

    /** Its fields are missing then. */
    @Test
    void an_empty_form_is_no_failure_of_the_server() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : forms()) {
            TestAccount account = TestAccount.open();
            for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
                HttpRequest.Builder request = form(route, "").setHeader("Content-Type", type);
                account.authenticate(route, request);
                softly.assertThat(TestApiClient.send(request.build()).statusCode())
                        .as(route.name() + " with an empty " + type)
                        .isLessThan(500);
            }
        }
        softly.assertAll();
    }

    @Test
    void a_malformed_multipart_body_is_refused() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        List<Route> routes = TenancyMatrixIT.CATALOGUE.stream()
                .filter(route -> route.name().endsWith(" multipart"))
                .toList();
        assertThat(routes).hasSizeGreaterThan(2);
        for (Route route : routes) {
            for (Map.Entry<String, String> malformed : malformedMultiparts()) {
                HttpRequest.Builder request = multipart(account, route, malformed.getKey(), malformed.getValue());
                assertRefused(softly, route, malformed.toString(), TestApiClient.send(request.build()), Set.of(400));
            }
        }
        softly.assertAll();
        System.out.printf(
                "Multipart matrix: %d cases%n",
                routes.size() * malformedMultiparts().size());
    }

    @Test
    void credentials_of_another_scheme_are_those_of_a_visitor() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : TenancyMatrixIT.CATALOGUE) {
            if (route.changesSomething()) {
                continue;
            }
            for (String credentials : List.of("Basic abc", "Basic", "Basic YTpi", "Bearer", "Negotiate abc")) {
                HttpRequest request = TestAccount.request(route, TestAccount.unknown(route.id()))
                        .header("Authorization", credentials)
                        .build();
                boolean api = route.path().startsWith("/api/v1/");
                softly.assertThat(TestApiClient.send(request).statusCode())
                        .as(route.name() + " with " + credentials)
                        .isIn(api ? Set.of(401) : Set.of(200, 303, 404, 422));
            }
        }
        softly.assertAll();
    }

    @Test
    void a_key_is_accepted_whatever_the_case_of_its_scheme() throws Exception {
        TestApiClient client = TestAccount.open().client();
        for (String scheme : List.of("Bearer ", "bearer ", "BEARER  ")) {
            HttpRequest request = HttpRequest.newBuilder(
                            TestEnvironment.server().resolve("/api/v1/usage"))
                    .header("Authorization", scheme + client.key())
                    .build();
            assertThat(TestApiClient.send(request).statusCode()).as(scheme).isEqualTo(200);
        }
    }

    @Test
    void a_member_who_may_not_open_a_page_gets_a_page() throws Exception {
        TestAccount viewer = TestAccount.open().fellow(Role.VIEWER.code());
        SoftAssertions softly = new SoftAssertions();
        Map<String, Set<String>> permissions = Route.permissions();
        int cases = 0;
        for (Route route : TenancyMatrixIT.CATALOGUE) {
            Set<String> required = permissions.getOrDefault(route.name(), Set.of());
            boolean isClosed = required.stream().noneMatch(Role.VIEWER.permissions()::contains);
            if (route.credentials() == Credentials.SESSION && !route.changesSomething() && isClosed) {
                HttpRequest.Builder request = TestAccount.request(route, TestAccount.unknown(route.id()))
                        .header("Accept", "text/html,*/*;q=0.8");
                viewer.authenticate(route, request);
                HttpResponse<String> answer = TestApiClient.send(request.build());
                softly.assertThat(answer.statusCode()).as(route.name()).isEqualTo(403);
                softly.assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .as(route.name())
                        .startsWith("text/html");
                cases++;
            }
        }
        softly.assertAll();
        assertThat(cases).isPositive();
    }

    @Test
    void errors_of_the_container_are_problems_and_pages() throws Exception {
        for (String path : List.of("/assets/none", "/images/a%2Fb", "/api/v1/images/a%2Fb")) {
            for (String accept : List.of("*/*", "text/html")) {
                HttpResponse<String> answer =
                        TestApiClient.send(HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                                .header("Accept", accept)
                                .build());
                boolean page = accept.equals("text/html") && !path.startsWith("/api/");
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
                assertThat(answer.headers().firstValue("Request-Id")).as(path).isPresent();
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .as(path)
                        .startsWith(page ? "text/html" : "application/problem+json");
            }
        }
    }

    @Test
    void the_host_header_is_not_repeated() throws Exception {
        TestApiClient client = TestAccount.open().client();
        assertThat(raw("GET /gallery HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains("Location: /login?next=")
                .doesNotContain("evil.example");
        String body = "{\"name\":\"Host\"}";
        assertThat(raw("""
                        POST /api/v1/projects HTTP/1.1\r
                        Host: evil.example\r
                        Authorization: Bearer %s\r
                        Content-Type: application/json\r
                        Content-Length: %d\r
                        Connection: close\r
                        \r
                        %s""".formatted(client.key(), body.length(), body)))
                .contains("Location: " + TestEnvironment.server() + "/api/v1/projects/prj_")
                .doesNotContain("evil.example");
        assertThat(raw("GET /api/openapi HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains("openapi: 3.1")
                .doesNotContain("evil.example");
    }

    @Test
    @EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes a minute; ./engram test --all")
    void a_body_that_arrives_too_slowly_is_refused() throws Exception {
        TestApiClient client = TestAccount.open().client();
        try (Socket socket = new Socket("localhost", TestEnvironment.server().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("""
                POST /api/v1/projects HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 1000\r
                \r
                """.formatted(client.key()).getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout((int) Duration.ofSeconds(1).toMillis());
            StringBuilder answer = new StringBuilder();
            for (int second = 0; second < 63 && answer.isEmpty(); second++) {
                out.write(' ');
                out.flush();
                try {
                    byte[] bytes = new byte[4096];
                    int read = socket.getInputStream().read(bytes);
                    answer.append(new String(bytes, 0, Math.max(read, 0), StandardCharsets.UTF_8));
                } catch (SocketTimeoutException e) {
                    // There is no answer yet.
                }
            }
            assertThat(answer.toString()).startsWith("HTTP/1.1 408").contains("request_timeout", "Request-Id");
        }
    }

    private static List<Map.Entry<String, String>> malformedMultiparts() {
        String type = "multipart/form-data; boundary=x";
        List<Map.Entry<String, String>> malformed = new ArrayList<>(List.of(
                Map.entry("multipart/form-data", CLOSED),
                Map.entry("multipart/form-data; boundary=", CLOSED),
                Map.entry("multipart/form-data; boundary=y", CLOSED),
                Map.entry(type, CLOSED.replaceFirst("Content-Disposition: [^\r]*\r\n", "")),
                Map.entry(type, CLOSED.replace("image/png", "///;;=")),
                Map.entry(type, CLOSED.replace("image/png", "garbage")),
                Map.entry(type, CLOSED.replace("Content-Type", "X-A: b\r\n".repeat(5_000) + "Content-Type")),
                Map.entry(type, CLOSED.replace("Content-Type", "X-A: " + "b".repeat(1 << 19) + "\r\nContent-Type")),
                Map.entry(type, PART.repeat(5_000) + "--x--"),
                Map.entry(type, CLOSED.replace("a.png", "a\u0000.png"))));
        for (int length : List.of(0, 3, 5, 30, PART.length() - 7, PART.length(), CLOSED.length() - 4)) {
            malformed.add(Map.entry(type, CLOSED.substring(0, length)));
        }
        return malformed;
    }

    private static HttpRequest.Builder multipart(TestAccount account, Route route, String type, String body)
            throws Exception {
        HttpRequest.Builder request = TestAccount.request(route, "");
        account.authenticate(route, request);
        if (!route.path().startsWith("/api/")) {
            // As scripts send it: in the body it would be malformed as well.
            request.setHeader("Cookie", "engram_session=" + account.cookie())
                    .setHeader("X-CSRF-Token", TestAccount.formToken(account.cookie()));
        }
        return request.setHeader("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder form(Route route, String body) {
        return TestAccount.request(route, TestAccount.unknown(route.id()))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .method(route.method(), BodyPublishers.ofString(body));
    }

    private static List<Route> forms() {
        return TenancyMatrixIT.CATALOGUE.stream()
                .filter(route -> route.changesSomething() && !route.path().startsWith("/api/"))
                .toList();
    }

    private static void assertRefused(
            SoftAssertions softly, Route route, String sent, HttpResponse<String> answer, Set<Integer> statuses) {
        String call = "%s with %s answered %s"
                .formatted(route.name(), sent.substring(0, Math.min(sent.length(), 100)), answer.body());
        softly.assertThat(answer.statusCode()).as(call).isIn(statuses);
        softly.assertThat(answer.headers().firstValue("Request-Id")).as(call).isPresent();
        softly.assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(call)
                .startsWith("application/problem+json");
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", TestEnvironment.server().getPort());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
