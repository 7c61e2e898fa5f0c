package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The archive of the Lambda function runs on Amazon Linux 2023, on which Lambda's java21 is based. */
class FunctionArchiveTest {
    private static final Path ARCHIVE = Path.of("../../inference-worker/target/engram-score-function.zip");

    /** The glibc of Amazon Linux 2023. That of Amazon Linux 2, with java17, is 2.26. */
    private static final int[] AMAZON_LINUX = {2, 34};

    private static final int[] AMAZON_LINUX_2 = {2, 26};

    @Test
    void no_native_library_needs_a_newer_glibc_than_lambda_has() throws IOException {
        Map<String, Set<String>> natives = natives(ARCHIVE);

        assertThat(natives).as("native libraries of ONNX Runtime and OpenCV").hasSizeGreaterThan(2);
        assertThat(natives)
                .allSatisfy((name, versions) -> assertThat(versions)
                        .as(name)
                        .isNotEmpty()
                        .allMatch(version -> Arrays.compare(numbers(version), AMAZON_LINUX) <= 0));
    }

    @Test
    void some_native_library_needs_more_than_java_17_has_there() throws IOException {
        assertThat(natives(ARCHIVE).values().stream().flatMap(Set::stream))
                .anyMatch(version -> Arrays.compare(numbers(version), AMAZON_LINUX_2) > 0);
    }

    @Test
    void ffmpeg_is_recognised_as_too_new() throws IOException {
        try (var jars = Files.newDirectoryStream(
                Path.of("../../inference-worker/target/engine"), "ffmpeg-*-linux-x86_64.jar")) {
            Map<String, Set<String>> natives = natives(jars.iterator().next());

            assertThat(natives.values().stream().flatMap(Set::stream))
                    .anyMatch(version -> Arrays.compare(numbers(version), AMAZON_LINUX) > 0);
        }
    }

    @Test
    void the_archive_has_the_handler() throws IOException {
        assertThat(classes(ARCHIVE)).contains("com/engram/inference/lambda/ScoreFunction.class");
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** The versions of glibc that each native library in an archive, or in the jars in it, needs. */
    private static Map<String, Set<String>> natives(Path archive) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (InputStream file = Files.newInputStream(archive)) {
            visit(file, (name, bytes) -> {
                if (ElfFile.isElf(bytes)) {
                    found.put(name, ElfFile.of(bytes).glibcVersions());
                }
            });
        }
        return found;
    }

    private static Set<String> classes(Path archive) throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream file = Files.newInputStream(archive)) {
            visit(file, (name, bytes) -> found.add(name));
        }
        return found;
    }

    private interface Visitor {
        void visit(String name, byte[] bytes);
    }

    private static void visit(InputStream archive, Visitor visitor) throws IOException {
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] bytes = zip.readAllBytes();
            if (entry.getName().endsWith(".jar")) {
                visit(new ByteArrayInputStream(bytes), visitor);
            } else {
                visitor.visit(entry.getName(), bytes);
            }
        }
    }
}
