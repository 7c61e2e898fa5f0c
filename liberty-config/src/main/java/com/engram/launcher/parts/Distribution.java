package com.engram.launcher.parts;

import java.nio.file.Path;

/**
 * What the build made, for the launcher to run.
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

    /** PostgreSQL's programs. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Ties a child JVM to this process. */
    String tetherOption() {
        return "-javaagent:" + root.resolve("tether.jar");
    }
}
