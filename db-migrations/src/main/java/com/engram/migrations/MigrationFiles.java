package com.engram.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The migrations on the class path. Flyway itself lists them only with a database at hand. */
public final class MigrationFiles {
    /** The schema of this release. */
    static final String CURRENT = "db/schema";

    /** The 40 migrations that were folded into those of the current schema before the first release. */
    static final String BEFORE_FIRST_RELEASE = "db/before-first-release";

    private static final Pattern VERSIONED = Pattern.compile("V(\\d+)__.*\\.sql");

    private MigrationFiles() {}

    /** The version of a database to which all migrations of this release were applied, as Flyway's history writes it. */
    public static String newestVersion() {
        return Long.toString(read(CURRENT).lastKey());
    }

    /** The SQL of every migration in a folder of the class path, by version. */
    static SortedMap<Long, String> read(String folder) {
        try {
            URI location = Objects.requireNonNull(
                            MigrationFiles.class.getClassLoader().getResource(folder), folder)
                    .toURI();
            if (!location.getScheme().equals("jar")) {
                return read(Path.of(location));
            }
            try (FileSystem jar = FileSystems.newFileSystem(location, Map.of())) {
                return read(jar.getPath(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<Long, String> read(Path folder) throws IOException {
        SortedMap<Long, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = VERSIONED.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    found.put(Long.valueOf(name.group(1)), Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }
}
