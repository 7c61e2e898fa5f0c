package com.engram.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LowPriorityCompilerTest {

    private static final int NICE_FIELD = 18;

    @TempDir
    private Path threads;

    @Test
    @EnabledOnOs(OS.LINUX)
    void only_the_optimising_compiler_gets_a_lower_priority() throws IOException {
        Process compiler = new ProcessBuilder("sleep", "60").start();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            int before = nice(compiler);
            name(compiler, "C2 CompilerThre");
            name(other, "C1 CompilerThre");

            assertThat(new LowPriorityCompiler(threads).lower()).isTrue();

            assertThat(nice(compiler)).isEqualTo(Math.max(before, 10));
            assertThat(nice(other)).isEqualTo(before);
        } finally {
            compiler.destroy();
            other.destroy();
        }
    }

    @Test
    void the_thread_is_looked_for_again_until_it_runs() throws IOException {
        Files.writeString(Files.createDirectory(threads.resolve("1")).resolve("comm"), "java\n");
        assertThat(new LowPriorityCompiler(threads).lower()).isFalse();
    }

    @Test
    void without_linux_there_is_nothing_to_do() {
        assertThat(new LowPriorityCompiler(threads.resolve("missing")).lower()).isTrue();
    }

    private void name(Process process, String name) throws IOException {
        Path thread = Files.createDirectory(threads.resolve(Long.toString(process.pid())));
        Files.writeString(thread.resolve("comm"), name + "\n");
    }

    private static int nice(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return Integer.parseInt(stat.split(" ")[NICE_FIELD]);
    }
}
