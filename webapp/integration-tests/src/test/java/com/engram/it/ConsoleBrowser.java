package com.engram.it;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: it keeps cookies, follows redirects, and submits forms with the token of their page. */
final class ConsoleBrowser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(Redirect.NORMAL)
            .build();

    private HttpResponse<String> page;

    /** A browser with the session of an operator. */
    static ConsoleBrowser signedIn() throws SQLException {
        return new ConsoleBrowser().keeping("engram_operator", TestOperator.cookie(), "/admin");
    }

    /** Adds a cookie for a path. */
    ConsoleBrowser keeping(String name, String value, String path) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath(path);
        cookie.setVersion(0);
        cookies.getCookieStore().add(at(path), cookie);
        return this;
    }

    /** The remaining lifetime of a cookie, in seconds. */
    long lifetime(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getMaxAge();
    }

    ConsoleBrowser open(String path) throws IOException, InterruptedException {
        page = http.send(
                HttpRequest.newBuilder(at(path))
                        .header("Accept", "text/html, */*;q=0.8")
                        .GET()
                        .build(),
                BodyHandlers.ofString());
        return this;
    }

    /** Submits a form of the open page. */
    ConsoleBrowser submit(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new AssertionError("No form on " + page.uri() + ": " + page.body());
        }
        String body = "_csrf=" + encoded(token.group(1))
                + fields.entrySet().stream()
                        .map(field -> "&" + field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining());
        page = http.send(
                HttpRequest.newBuilder(at(path))
                        .header("Accept", "text/html, */*;q=0.8")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return this;
    }

    int status() {
        return page.statusCode();
    }

    String path() {
        return page.uri().getPath();
    }

    String text() {
        return page.body();
    }

    private static URI at(String path) {
        return URI.create(TestEnvironment.server() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
