package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a copy of a folder, so that a build does not replace files of a running server. */
final class FolderCopy {
    private FolderCopy() {}

    /** Makes the copy equal to the original. Unchanged files are not touched, so caches built from them stay valid. */
    static void refresh(Path original, Path copy) throws IOException {
        for (Path file : files(copy)) {
            if (!Files.exists(original.resolve(copy.relativize(file).toString()))) {
                Files.delete(file);
            }
        }
        for (Path file : files(original)) {
            Path target = copy.resolve(original.relativize(file).toString());
            if (!same(file, target)) {
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean same(Path file, Path copy) throws IOException {
        return Files.exists(copy)
                && Files.size(file) == Files.size(copy)
                && Files.getLastModifiedTime(file).equals(Files.getLastModifiedTime(copy));
    }
}
