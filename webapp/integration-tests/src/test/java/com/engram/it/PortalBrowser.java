package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: it keeps cookies, and submits forms with the token of their page. */
final class PortalBrowser {

    static final String PASSWORD = "a long enough passphrase";

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    /** The address that a proxy reports; empty without a proxy. */
    private final String address;

    PortalBrowser() {
        this("");
    }

    private PortalBrowser(String address) {
        this.address = address;
    }

    /** A visitor with that network address. */
    static PortalBrowser from(String address) {
        return new PortalBrowser(address);
    }

    /** A person who has just signed up a company. */
    static PortalBrowser signedUp(String email) throws IOException, InterruptedException {
        PortalBrowser visitor = new PortalBrowser();
        HttpResponse<String> answer = visitor.send(
                "/signup",
                Map.of("company", "Company of " + email, "name", "Ann", "email", email, "password", PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return visitor;
    }

    static String freshEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(to(at(path)).header("Accept", "text/html, */*;q=0.8").build(), BodyHandlers.ofString());
    }

    /** Submits a form to the path of its page. */
    HttpResponse<String> send(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return send(path, path, fields);
    }

    /** Submits a form of a page. */
    HttpResponse<String> send(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a token on " + page).isTrue();
        return submit(action, token.group(1), fields);
    }

    /** Submits a form with a known token. */
    HttpResponse<String> submit(String action, String token, Map<String, String> fields)
            throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "_csrf=" + token + "&", ""));
        HttpRequest.Builder request = to(at(action))
                .header("Accept", "text/html, */*;q=0.8")
                .header("Content-Type", "application/x-www-form-urlencoded");
        return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Opens the page that a response redirects to. */
    HttpResponse<String> follow(HttpResponse<String> redirect) throws IOException, InterruptedException {
        assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(303);
        String location = redirect.headers().firstValue("Location").orElseThrow();
        return get(URI.create(location.replaceFirst("#.*", "")).toString());
    }

    /** Submits a multipart form of a page; its token is the first part. */
    HttpResponse<String> post(String page, String action, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a token on " + page).isTrue();
        return submitParts(action, token.group(1), files);
    }

    /** Submits a multipart form with a token. */
    HttpResponse<String> submitParts(String action, String token, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        String boundary = "----" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n"
                .formatted(boundary, token)
                .getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            body.writeBytes(
                    "--%s\r\nContent-Disposition: form-data; name=\"%2$s\"; filename=\"%2$s.png\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                            .formatted(boundary, file.getKey())
                            .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file.getValue());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = to(at(action))
                .header("Accept", "text/html, */*;q=0.8")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary);
        return http.send(
                request.POST(BodyPublishers.ofByteArray(body.toByteArray())).build(), BodyHandlers.ofString());
    }

    /** Submits a multipart form of a page with one part besides the token: its headers, an empty line, and its content. */
    HttpResponse<String> postPart(String page, String action, byte[] part) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a token on " + page).isTrue();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n--x\r\n"
                .formatted(token.group(1))
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(part);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = to(at(action))
                .header("Accept", "text/html, */*;q=0.8")
                .header("Content-Type", "multipart/form-data; boundary=x");
        return http.send(
                request.POST(BodyPublishers.ofByteArray(body.toByteArray())).build(), BodyHandlers.ofString());
    }

    /** Sends JSON as the script of a page does. */
    HttpResponse<String> sendJson(String page, String action, String json) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a token on " + page).isTrue();
        return http.send(
                to(at(action))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-Token", token.group(1))
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> logIn(String email, String password) throws IOException, InterruptedException {
        return send("/login", Map.of("email", email, "password", password));
    }

    /** The first group of a pattern in a page, such as the path of a link or form. */
    String find(String page, String regex) throws IOException, InterruptedException {
        String body = get(page).body();
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(body);
        assertThat(matcher.find()).as(regex + " on " + page + ":\n" + body).isTrue();
        return matcher.group(1);
    }

    /** Whether this browser is signed in. */
    boolean isIn() throws IOException, InterruptedException {
        return get("/gallery").statusCode() == 200;
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    void setCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(TestEnvironment.server(), cookie);
    }

    private HttpRequest.Builder to(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return address.isEmpty() ? request : request.header("X-Forwarded-For", address);
    }

    private static URI at(String path) {
        return TestEnvironment.server().resolve(path);
    }
}
