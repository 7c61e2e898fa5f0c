package com.engram.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A merged migration never changes: databases have run it. merged-migrations.txt holds a checksum of each; a new migration
 * adds its line, and no line is ever changed or removed.
 */
class MergedMigrationsTest {
    @Test
    void every_migration_is_as_it_was_merged() throws IOException {
        List<String> merged =
                TestDatabase.resource("merged-migrations.txt").lines().toList();

        List<String> present = Stream.of(MigrationFiles.BEFORE_FIRST_RELEASE, MigrationFiles.CURRENT)
                .flatMap(folder -> MigrationFiles.read(folder).entrySet().stream())
                .map(file -> file.getKey() + " " + sha256(file.getValue()))
                .toList();

        assertThat(present).isEqualTo(merged);
    }

    @Test
    void versions_of_the_folded_schema_are_newer_than_those_before_the_first_release() {
        assertThat(MigrationFiles.read(MigrationFiles.CURRENT).firstKey())
                .isGreaterThan(
                        MigrationFiles.read(MigrationFiles.BEFORE_FIRST_RELEASE).lastKey());
        assertThat(MigrationFiles.read(MigrationFiles.CURRENT)).containsKey(CarryOver.FOLDED_UP_TO);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
