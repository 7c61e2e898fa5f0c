package com.engram.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCopyTest {
    @TempDir
    Path folder;

    private Path original;
    private Path copy;

    @BeforeEach
    void fill() throws IOException {
        original = folder.resolve("original");
        copy = folder.resolve("copy");
        Files.createDirectories(original.resolve("apps"));
        Files.writeString(original.resolve("apps/engram.war"), "one");
        FolderCopy.refresh(original, copy);
    }

    @Test
    void what_is_new_arrives_and_what_is_gone_goes() throws IOException {
        Files.delete(original.resolve("apps/engram.war"));
        Files.writeString(original.resolve("server.xml"), "new");
        FolderCopy.refresh(original, copy);

        assertThat(copy.resolve("server.xml")).hasContent("new");
        assertThat(copy.resolve("apps/engram.war")).doesNotExist();
    }

    @Test
    void what_did_not_change_is_not_touched() throws IOException {
        Object before = Files.getAttribute(copy.resolve("apps/engram.war"), "unix:ino");
        FolderCopy.refresh(original, copy);

        assertThat(Files.getAttribute(copy.resolve("apps/engram.war"), "unix:ino"))
                .isEqualTo(before);
    }
}
