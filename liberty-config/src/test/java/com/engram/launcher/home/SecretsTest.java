package com.engram.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void a_secret_is_the_same_after_a_restart() throws IOException {
        Path file = folder.resolve("secrets.properties");
        String first = new Secrets(file).key("session");

        assertThat(new Secrets(file).key("session")).isEqualTo(first).hasSize(43);
    }

    @Test
    void only_the_owner_can_read_the_file() throws IOException {
        Path file = folder.resolve("secrets.properties");
        new Secrets(file).alphanumeric("password", 20);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void secrets_with_different_names_have_different_values() throws IOException {
        Secrets secrets = new Secrets(folder.resolve("secrets.properties"));

        assertThat(secrets.alphanumeric("app", 32)).isNotEqualTo(secrets.alphanumeric("owner", 32));
    }
}
