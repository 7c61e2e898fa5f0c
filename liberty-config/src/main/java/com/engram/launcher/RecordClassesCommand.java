package com.engram.launcher;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Writes the class data sharing archive of the server: starts an installation in a temporary home, requests some pages, and
 * stops it. The {@code engram} script calls this once after a build.
 */
@Command(name = "record-classes", hidden = true)
final class RecordClassesCommand implements Callable<Integer> {

    /** Whoever starts Engram sees these first. A status other than 200 is as good. */
    private static final List<String> PATHS = List.of(
            "/", "/login", "/signup", "/gallery", "/admin/login", "/api/v1/analyses", "/api/openapi", "/api/docs");

    private final Distribution distribution;

    RecordClassesCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Path folder = Files.createTempDirectory("engram-classes");
        try {
            record(folder.resolve("home"));
        } catch (LauncherException e) {
            System.err.println("engram: " + e.getMessage());
        } finally {
            delete(folder);
        }
        return Files.exists(distribution.serverClasses()) ? 0 : 1;
    }

    private void record(Path folder) throws LauncherException, IOException, InterruptedException {
        int port = freePort();
        ServerEnvironment settings = new ServerEnvironment(Map.of("ENGRAM_HTTP_HOST", "localhost"));
        EngramStack engram = new EngramStack(Home.open(folder), distribution, settings, new Progress(System.out), true);
        try {
            engram.start(port);
            HttpClient http = HttpClient.newHttpClient();
            for (String path : PATHS) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build();
                http.send(request, BodyHandlers.discarding());
            }
        } finally {
            engram.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
