package com.engram.launcher.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseArchiveTest {

    @TempDir
    private Path folder;

    @Test
    void files_keep_their_modes_and_links_and_have_checksums() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/bin"));
        Path program = Files.writeString(source.resolve("postgres"), "program");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(source.resolve("pg"), Path.of("postgres"));
        Files.writeString(source.resolve("left-out"), "not wanted");
        Path file = folder.resolve("a.zip");

        try (ReleaseArchive archive = new ReleaseArchive(file, "engram-1")) {
            archive.addFolder(folder.resolve("source"), "distribution", path -> !path.endsWith("left-out"));
            archive.add("RELEASE", "1\n");
        }

        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            List<String> names = new ArrayList<>();
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                names.add(entry.getName());
            }
            assertThat(names)
                    .containsExactly(
                            "engram-1/distribution/bin/pg",
                            "engram-1/distribution/bin/postgres",
                            "engram-1/RELEASE",
                            "engram-1/SHA256SUMS");
            assertThat(zip.getEntry("engram-1/distribution/bin/postgres").getUnixMode() & 0777)
                    .isEqualTo(0755);
            assertThat(zip.getEntry("engram-1/RELEASE").getUnixMode() & 0777).isEqualTo(0644);
            assertThat(zip.getEntry("engram-1/distribution/bin/pg").isUnixSymlink())
                    .isTrue();
            assertThat(text(zip, "engram-1/SHA256SUMS"))
                    .as("as sha256sum writes it")
                    .contains("4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865  RELEASE\n")
                    .contains(ReleaseArchive.checksum(program) + "  distribution/bin/postgres\n")
                    .doesNotContain("bin/pg\n");
        }
    }

    @Test
    void libraries_are_listed_with_their_licences_and_our_own_modules_are_not() throws IOException {
        Path bom = Files.writeString(folder.resolve("bom.json"), """
                {"components": [
                  {"group": "com.engram", "name": "domain", "version": "1"},
                  {"group": "org.example", "name": "b", "version": "2", "licenses": [{"license": {"id": "MIT"}}],
                   "externalReferences": [{"type": "website", "url": "https://example.org"}]},
                  {"group": "org.example", "name": "a", "version": "1", "licenses": [{"expression": "Apache-2.0 OR MIT"}]},
                  {"group": "org.example", "name": "c", "version": "3"}
                ]}
                """);
        ThirdPartyNotices notices = new ThirdPartyNotices();

        notices.add(bom);
        notices.add(bom);

        assertThat(notices.size()).isEqualTo(3);
        assertThat(notices.page()).endsWith("""
                        | org.example:a 1 | Apache-2.0 OR MIT |  |
                        | org.example:b 2 | MIT | https://example.org |
                        | org.example:c 3 | see the library's archive |  |
                        """);
    }

    private static String text(ZipFile zip, String name) throws IOException {
        try (InputStream content = zip.getInputStream(zip.getEntry(name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
