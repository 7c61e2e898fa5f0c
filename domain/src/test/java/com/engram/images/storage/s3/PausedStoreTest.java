package com.engram.images.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.images.storage.StorageException;
import com.engram.testing.PausedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A store that hangs fails every call within ten seconds. */
@Execution(ExecutionMode.CONCURRENT)
class PausedStoreTest {

    @TempDir
    private Path folder;

    private PausedServer server;
    private S3ObjectStore store;

    @BeforeEach
    void start() throws IOException {
        server = new PausedServer();
        store = new S3ObjectStore(
                new S3Settings(
                        Optional.of(URI.create("http://127.0.0.1:" + server.port())),
                        Optional.empty(),
                        "engram",
                        "us-east-1",
                        Optional.of("key"),
                        Optional.of("secret")),
                Clock.systemUTC());
        store.connect();
    }

    @AfterEach
    void stop() throws IOException {
        store.disconnect();
        server.close();
    }

    @Test
    void an_upload_ends() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[3_000_000]);

        assertFailsInTime(() -> store.put("incoming-1", "image/png", file));
    }

    @Test
    void looking_reading_and_deleting_end() {
        assertFailsInTime(() -> store.findObject("incoming-1"));
        assertFailsInTime(() -> store.read("incoming-1"));
        assertFailsInTime(() -> store.delete(List.of("incoming-1")));
    }

    @Test
    void credentials_are_resolved_by_one_provider() {
        S3Settings settings = new S3Settings(
                Optional.empty(), Optional.empty(), "engram", "us-east-1", Optional.empty(), Optional.empty());

        assertThat(settings.credentials()).isSameAs(settings.credentials());
    }

    private static void assertFailsInTime(ThrowingCallable call) {
        long started = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(StorageException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }
}
