package com.engram.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of docs with tables that a test computes, each between two comments. */
final class ComputedPage {

    private ComputedPage() {}

    /** Fails if a table of the page is not the computed one; with {@code -Dengram.writeDocuments=true} it is written instead. */
    static void check(String name, Map<String, String> tables) throws IOException {
        Path file = Path.of("../docs").resolve(name);
        String page = Files.readString(file, StandardCharsets.UTF_8);
        String computed = page;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            Matcher place = Pattern.compile(
                            "(<!-- computed: " + table.getKey() + " -->\n).*?(<!-- end -->)", Pattern.DOTALL)
                    .matcher(computed);
            assertThat(place.find()).as(table.getKey()).isTrue();
            computed = place.replaceFirst("$1" + Matcher.quoteReplacement(table.getValue()) + "$2");
        }
        if (Boolean.getBoolean("engram.writeDocuments")) {
            Files.writeString(file, computed, StandardCharsets.UTF_8);
        } else {
            assertThat(page).isEqualTo(computed);
        }
    }
}
