package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQL goes through {@code com.engram.database.Database}, which reads rows by name. */
class SqlTest {

    /** How many native queries go past it. Lower this number with each one that is moved; never raise it. */
    private static final long NATIVE_QUERIES = 40;

    private static final Pattern NATIVE_QUERY = Pattern.compile("createNativeQuery\\(");

    @Test
    void native_queries_become_fewer() throws IOException {
        long found = 0;
        for (String module : List.of("domain", "batch-jobs", "webapp")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                found += files.filter(file -> file.toString().endsWith(".java"))
                        .mapToLong(SqlTest::count)
                        .sum();
            }
        }

        assertThat(found).isLessThanOrEqualTo(NATIVE_QUERIES);
    }

    private static long count(Path file) {
        try {
            return NATIVE_QUERY.matcher(Files.readString(file)).results().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
