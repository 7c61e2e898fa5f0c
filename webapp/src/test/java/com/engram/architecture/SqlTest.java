package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQL goes through {@code com.engram.database.Database}, which reads rows by name. */
class SqlTest {

    private static final Pattern NATIVE_QUERY = Pattern.compile("createNativeQuery|\\(Object\\[] row\\)");

    @Test
    void no_query_reads_rows_by_position() throws IOException {
        List<Path> found = new ArrayList<>();
        int read = 0;
        for (String module : List.of("domain", "batch-jobs", "webapp")) {
            for (Path file : sources(module)) {
                read++;
                if (NATIVE_QUERY.matcher(Files.readString(file)).find()) {
                    found.add(file);
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(read).isGreaterThan(100);
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
