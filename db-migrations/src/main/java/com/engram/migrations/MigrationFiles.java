package com.engram.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The migrations as they lie on the class path. Flyway itself lists them only with a database at hand. */
public final class MigrationFiles {
    static final String FOLDER = "db/migration";
    private static final Pattern VERSIONED = Pattern.compile("V(\\d+)__.*\\.sql");

    private MigrationFiles() {}

    /** The version of a database to which all of them were applied, as Flyway's history writes it. */
    public static String newestVersion() {
        return Long.toString(versions().stream().max(Long::compare).orElseThrow());
    }

    /** How many there are. */
    public static int count() {
        return versions().size();
    }

    private static List<Long> versions() {
        try {
            URI folder = Objects.requireNonNull(
                            MigrationFiles.class.getClassLoader().getResource(FOLDER), FOLDER)
                    .toURI();
            if (!folder.getScheme().equals("jar")) {
                return versions(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return versions(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> versions(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> VERSIONED.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .toList();
        }
    }
}
