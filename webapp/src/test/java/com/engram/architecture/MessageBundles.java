package com.engram.architecture;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sentences of pages, refusals and emails in the sources, by language. */
final class MessageBundles {

    private MessageBundles() {}

    /** The patterns of one language by key, of all bundles. */
    static Map<String, String> read(String language) {
        Map<String, String> all = new TreeMap<>();
        files().filter(file -> file.getFileName().toString().endsWith("_" + language + ".properties"))
                .forEach(file -> load(file).forEach((key, value) -> all.put((String) key, (String) value)));
        return all;
    }

    /** All bundles of the application. */
    static Stream<Path> files() {
        return Stream.of("../domain/src/main/resources/messages", "src/main/resources/messages")
                .map(Path::of)
                .flatMap(MessageBundles::list);
    }

    static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.exists(folder) ? Files.list(folder) : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
