package com.engram.it;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** S3Proxy over an empty folder. It runs in its own JVM, because it needs a newer Servlet API than the application. */
record ObjectStoreProcess(String url, Process process, Path folder) {

    static final String ACCESS_KEY = "it-access";
    static final String SECRET_KEY = "it-secret";

    static ObjectStoreProcess start(int port) throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + port;
        Path folder = Files.createTempDirectory("engram-it-store");
        // A bucket that others may read on disk is a public one to this store.
        Files.createDirectory(
                folder.resolve("engram"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path configuration = Files.writeString(
                folder.resolve("store.properties"), """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(url, ACCESS_KEY, SECRET_KEY, folder));
        Path logging = Files.writeString(folder.resolve("logback.xml"), """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %logger{24} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="console"/></root>
            </configuration>
            """);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        classPath(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(
                        Path.of(System.getProperty("wlp.usr"), "store.log").toFile())
                .start();
        ObjectStoreProcess store = new ObjectStoreProcess(url, process, folder);
        store.awaitAnswer();
        return store;
    }

    /** The class path of the tests without the application's APIs and the tests' logging, which the store conflicts with. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry ->
                        !Path.of(entry).getFileName().toString().matches("(jakarta\\.jakartaee-|slf4j-jdk14-).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitAnswer() throws IOException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/engram")).build();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .failFast(() -> !process.isAlive())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() > 0);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IOException("The object store does not start; see store.log", e);
        }
    }

    boolean holds(String key) {
        return Files.exists(folder.resolve("engram").resolve(key));
    }

    void stop() {
        process.destroy();
    }
}
