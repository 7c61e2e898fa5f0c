package com.engram.launcher.parts;

import java.nio.file.Path;

/**
 * The folders that the build produced and the launcher runs.
 *
 * @param root holds {@code lib} and {@code server}
 * @param engine the inference worker's class path, its jvm.options and its glibc.tunables
 * @param liberty the unpacked Open Liberty runtime, read only
 */
public record Distribution(Path root, Path engine, Path liberty) {
    /** Class path of the launcher and of the object store. */
    public Path lib() {
        return root.resolve("lib");
    }

    /** The server's configuration, its libraries and the application. */
    public Path server() {
        return root.resolve("server");
    }

    /**
     * The class data sharing archive of the server: its classes, parsed and verified. The server starts without it, too, but
     * takes longer. A new build removes it.
     */
    public Path serverClasses() {
        return root.resolve("server.jsa");
    }

    /** PostgreSQL's programs. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The JVM option that ends a child JVM when this process ends. */
    String exitWithParentOption() {
        return "-javaagent:" + root.resolve("exit-with-parent.jar");
    }
}
