package com.engram.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * The texts of {@code META-INF/api-texts.properties}: of parameters, and of fields that mean the same in every record, such as
 * {@code createdAt}.
 */
final class ApiTexts {

    private static final String FILE = "META-INF/api-texts.properties";

    private final Properties texts = new Properties();

    private ApiTexts() {}

    /** Reads the texts. */
    static ApiTexts load() {
        ApiTexts loaded = new ApiTexts();
        try (InputStream file = ApiTexts.class.getClassLoader().getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing.");
            }
            loaded.texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loaded;
    }

    /** The text with that key. */
    Optional<String> findText(String key) {
        return Optional.ofNullable(texts.getProperty(key));
    }
}
