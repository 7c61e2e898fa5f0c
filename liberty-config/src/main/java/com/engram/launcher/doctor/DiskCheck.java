package com.engram.launcher.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks whether the home can be written, and how much space is left for it. */
record DiskCheck(Path folder) implements Check {

    private static final long GIGABYTE = 1L << 30;
    private static final long LEAST = GIGABYTE;
    private static final long ENOUGH = 10 * GIGABYTE;

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Finding> run() throws IOException {
        Path existing = existing();
        if (!Files.isWritable(existing)) {
            return List.of(Finding.failed(
                    name(),
                    existing + " cannot be written by " + System.getProperty("user.name") + ".",
                    "Change the owner of the folder, or name another one with --home."));
        }
        return List.of(space(Files.getFileStore(existing).getUsableSpace(), existing));
    }

    /** What the space on a disk means. */
    Finding space(long bytes, Path where) {
        String found = "%.1f GB free for %s".formatted((double) bytes / GIGABYTE, where);
        if (bytes < LEAST) {
            return Finding.failed(name(), found, "Free some space: PostgreSQL stops when the disk is full.");
        }
        return bytes < ENOUGH
                ? Finding.warning(
                        name(), found, "An image takes its own size and about 200 kB. Free some space in time.")
                : Finding.ok(name(), found);
    }

    /** The home, or the folder in which it would be created. */
    private Path existing() {
        @Nullable Path found = folder;
        while (found != null && !Files.exists(found)) {
            found = found.getParent();
        }
        return Objects.requireNonNull(found);
    }
}
