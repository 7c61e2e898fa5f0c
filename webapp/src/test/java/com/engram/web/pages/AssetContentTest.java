package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetContentTest {

    private static final Path ASSETS = Path.of("src/main/webapp/assets");

    private final Map<String, String> files = new HashMap<>();
    private final ServletContext context = (ServletContext) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> files.containsKey(arguments[0])
                    ? new ByteArrayInputStream(files.get(arguments[0]).getBytes(StandardCharsets.UTF_8))
                    : null);

    @Test
    void a_style_sheet_contains_what_it_imports() throws IOException {
        files.put(
                "/assets/all.css",
                "/* All */\n@import \"parts/a.css\";\n@import \"parts/b.css\";\n.c { margin: 0; }\n");
        files.put("/assets/parts/a.css", ".a {}\n");
        files.put("/assets/parts/b.css", ".b {}\n");

        assertThat(read("/assets/all.css")).isEqualTo("/* All */\n.a {}\n\n.b {}\n\n.c { margin: 0; }\n");
    }

    @Test
    void a_change_of_a_part_changes_the_fingerprint_of_the_whole() throws IOException {
        files.put("/assets/all.css", "@import \"a.css\";\n");
        files.put("/assets/a.css", ".a {}");
        files.put("/assets/main.js", "import { a } from './parts/a.js';\n");
        files.put("/assets/parts/a.js", "import { b } from './b.js';\nexport const a = b;\n");
        files.put("/assets/parts/b.js", "export const b = 1;\n");
        String style = AssetContent.fingerprint(context, "/assets/all.css");
        String script = AssetContent.fingerprint(context, "/assets/main.js");
        assertThat(read("/assets/main.js")).matches("import \\{ a } from './parts/a\\.js\\?v=[0-9a-f]{12}';\n");

        files.put("/assets/a.css", ".a { margin: 0; }");
        files.put("/assets/parts/b.js", "export const b = 2;\n");

        assertThat(AssetContent.fingerprint(context, "/assets/all.css")).isNotEqualTo(style);
        assertThat(AssetContent.fingerprint(context, "/assets/main.js")).isNotEqualTo(script);
    }

    @Test
    void a_missing_part_is_an_error_and_a_missing_file_is_none() throws IOException {
        files.put("/assets/all.css", "@import \"gone.css\";\n");

        assertThatThrownBy(() -> read("/assets/all.css")).hasMessageContaining("/assets/gone.css");
        assertThat(AssetContent.find(context, "/assets/none.css")).isEmpty();
        assertThat(AssetContent.find(context, "/assets/")).isEmpty();
    }

    @Test
    void every_import_of_our_own_files_is_resolved() throws IOException {
        try (Stream<Path> all = Files.walk(ASSETS)) {
            for (Path file :
                    all.filter(file -> file.toString().matches(".*\\.(css|js)")).toList()) {
                files.put("/assets/" + ASSETS.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        for (String path : files.keySet()) {
            assertThat(read(path)).as(path).doesNotContain("@import").doesNotContainPattern("from '[^']*\\.js'");
        }
        assertThat(read("/assets/engram.css")).contains("--action:", ".card", ".masthead");
    }

    private String read(String path) throws IOException {
        return new String(AssetContent.find(context, path).orElseThrow(), StandardCharsets.UTF_8);
    }
}
