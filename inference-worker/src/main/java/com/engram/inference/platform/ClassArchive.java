package com.engram.inference.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The engine's classes as Java's class data sharing keeps them ready for use, which takes a third off its start: a file beside the
 * engine's jars, made by {@code ./engram} after a build. A Java that it does not fit ignores it.
 */
public final class ClassArchive {
    private static final String NAME = "engram.jsa";

    private ClassArchive() {}

    /** The archive of this very class path. */
    public static Optional<Path> find() {
        String first = System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0];
        Path archive = Path.of(first).resolveSibling(NAME);
        return first.endsWith(".jar") && Files.exists(archive) ? Optional.of(archive) : Optional.empty();
    }
}
