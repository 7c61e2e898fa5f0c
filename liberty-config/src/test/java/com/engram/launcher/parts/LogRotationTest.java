package com.engram.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {

    @TempDir
    private Path folder;

    @Test
    void a_log_is_rotated_by_size_while_its_process_runs() throws Exception {
        Path log = folder.resolve("part.log");
        // It writes two lines, and waits for the rotation between them.
        Process process = ChildProcess.start(
                List.of("sh", "-c", "echo first; while [ ! -e go ]; do sleep 0.05; done; echo second"),
                Map.of(),
                folder,
                log);
        while (Files.size(log) == 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }

        LogRotation.rotateIfLarger(log, 1);
        Files.createFile(folder.resolve("go"));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(log)).isEqualTo("second\n");
        assertThat(Files.readString(folder.resolve("part.log.1"))).isEqualTo("first\n");
    }

    @Test
    void a_small_log_stays() throws IOException {
        Path log = folder.resolve("part.log");
        Files.write(log, "12345".getBytes(StandardCharsets.UTF_8));

        LogRotation.rotateIfLarger(log, 5);

        assertThat(log).hasContent("12345");
        assertThat(folder.resolve("part.log.1")).doesNotExist();
    }

    @Test
    void five_older_logs_are_kept() throws IOException {
        Path log = folder.resolve("part.log");
        for (int i = 0; i < 8; i++) {
            LogRotation.begin(log);
            Files.writeString(log, "log " + i);
        }

        assertThat(log).hasContent("log 7");
        assertThat(folder.resolve("part.log.5")).hasContent("log 2");
        assertThat(folder.resolve("part.log.6")).doesNotExist();
    }
}
