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
    void new_files_are_copied_and_removed_files_are_deleted() throws IOException {
        Files.delete(original.resolve("apps/engram.war"));
        Files.writeString(original.resolve("server.xml"), "new");
        FolderCopy.refresh(original, copy);

        assertThat(copy.resolve("server.xml")).hasContent("new");
        assertThat(copy.resolve("apps/engram.war")).doesNotExist();
    }

    @Test
    void unchanged_files_are_not_rewritten() throws IOException {
        Object before = Files.getAttribute(copy.resolve("apps/engram.war"), "unix:ino");
        FolderCopy.refresh(original, copy);

        assertThat(Files.getAttribute(copy.resolve("apps/engram.war"), "unix:ino"))
                .isEqualTo(before);
    }
}
