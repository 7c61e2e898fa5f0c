package com.engram.web.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class XlsxTest {

    @Test
    void text_stays_text_and_numbers_are_numbers() throws IOException {
        Map<String, String> files = write(
                new Object[] {"=1+1", 0.71f, Instant.parse("2026-11-30T12:00:00Z"), null},
                new Object[] {"<b>&\u0000", 3, "Caffè", "x"});

        String sheet = files.get("xl/worksheets/sheet1.xml");
        String texts = files.get("xl/sharedStrings.xml");
        assertThat(sheet)
                .doesNotContain("<f>")
                .contains("<v>0.71</v>")
                .contains("<v>3</v>")
                .contains("<v>46356.5</v>");
        assertThat(texts)
                .contains("=1+1", "name", "&lt;b&gt;&amp;")
                .containsPattern("Caff(è|&#xe8;)")
                .doesNotContain("\u0000");
    }

    private static Map<String, String> write(Object[]... rows) throws IOException {
        Path file = Files.createTempFile("engram", ".xlsx");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                Xlsx.write(out, "Engram", List.of("name", "score", "time", "note"), List.of(rows));
            }
            return read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                files.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
