package com.engram.launcher.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser session, as the sign-up form creates it. */
final class PortalVisitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String url;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    private PortalVisitor(String url) {
        this.url = url;
    }

    /** Signs a person up with a new account. */
    static PortalVisitor signUp(String url, String email) throws IOException, InterruptedException {
        PortalVisitor visitor = new PortalVisitor(url);
        Matcher csrf = CSRF.matcher(visitor.get("/signup").body());
        if (!csrf.find()) {
            throw new IOException("The sign-up form has no token");
        }
        String form = Map.of(
                        "_csrf", csrf.group(1),
                        "company", "Bench visitor",
                        "name", "Bench",
                        "email", email,
                        "password", "correct horse battery staple")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = visitor.http.send(
                HttpRequest.newBuilder(URI.create(url + "/signup"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 303) {
            throw new IOException("The sign-up answered " + response.statusCode() + " " + response.body());
        }
        return visitor;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    /** A request for a page, with the session's cookies, which any client may send. */
    HttpRequest request(String path) {
        String header = cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Cookie", header)
                .build();
    }
}
