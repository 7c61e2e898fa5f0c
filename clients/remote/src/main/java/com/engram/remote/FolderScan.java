package com.engram.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds new images in a folder. It looks at the folder again and again, because network folders report no changes. A file is
 * new when two scans found it with the same size and time, so that it is not read while it is being written.
 */
final class FolderScan {

    private final Path folder;
    private final boolean recursive;
    private final Map<Path, Version> seen = new HashMap<>();
    private final Map<Path, Version> taken = new HashMap<>();

    private record Version(long size, FileTime modified) {}

    /** @param existing whether files that are there now count as new */
    FolderScan(Path folder, boolean recursive, boolean existing) {
        this.folder = folder;
        this.recursive = recursive;
        if (!existing) {
            ImageSource.listImages(folder, recursive).forEach(file -> version(file, taken));
        }
    }

    /** The files that have become complete since the last scan. */
    List<Path> scan() {
        List<Path> complete = new ArrayList<>();
        for (Path file : ImageSource.listImages(folder, recursive)) {
            Version before = seen.get(file);
            version(file, seen);
            Version now = seen.get(file);
            if (now != null && now.size() > 0 && now.equals(before) && !now.equals(taken.get(file))) {
                taken.put(file, now);
                complete.add(file);
            }
        }
        return complete;
    }

    /** Lets the next scans find a file again. */
    void giveBack(Path file) {
        taken.remove(file);
    }

    private static void version(Path file, Map<Path, Version> versions) {
        try {
            versions.put(file, new Version(Files.size(file), Files.getLastModifiedTime(file)));
        } catch (IOException e) {
            // The file was removed meanwhile.
            versions.remove(file);
        }
    }
}
