package com.engram.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real OpenID Connect provider (oidc-provider, certified) in its own process, and a user of its pages. */
record OidcProviderProcess(String issuer, Process process) {

    static final String CLIENT = "engram";
    static final String SECRET = "the secret of the test client";

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"", Pattern.DOTALL);

    static OidcProviderProcess start() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "oidc"));
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "provider.js")) {
            Files.copy(Path.of("src/test/oidc", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(folder.resolve("node_modules/oidc-provider"))) {
            run(folder, "npm", "ci", "--no-audit", "--no-fund");
        }
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder("node", "provider.js").directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        Integer.toString(port),
                        "CALLBACK",
                        TestEnvironment.server().resolve("/sso/callback").toString()));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.equals("ready")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The provider does not start");
        }
        return new OidcProviderProcess("http://127.0.0.2:" + port, process);
    }

    /** Logs in to the provider as a person and consents; returns the URL to which the provider redirects the browser. */
    URI logIn(URI question, String person) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        URI at = question;
        HttpResponse<String> page = get(http, at);
        for (int step = 0; step < 12; step++) {
            if (page.statusCode() / 100 == 3) {
                at = at.resolve(page.headers().firstValue("Location").orElseThrow());
                if (at.getPath().equals("/sso/callback")) {
                    return at;
                }
                page = get(http, at);
            } else {
                Matcher form = FORM.matcher(page.body());
                if (!form.find()) {
                    throw new AssertionError(page.body());
                }
                at = at.resolve(form.group(1));
                boolean login = page.body().contains("name=\"login\"");
                page = post(http, at, login ? "prompt=login&password=x&login=" + person : "prompt=consent");
            }
        }
        throw new AssertionError("The provider does not send the browser back");
    }

    void stop() {
        process.destroy();
    }

    private static HttpResponse<String> get(HttpClient http, URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient http, URI uri, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.replace("@", URLEncoder.encode("@", StandardCharsets.UTF_8))))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("npm.log")));
        }
    }
}
