package com.engram.launcher.parts;

import com.engram.launcher.home.LauncherException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs: on the class path as one archive, unpacked once beside the distribution. */
public final class PostgresBinaries {
    private final Path folder;

    /** @param folder where they are unpacked; it exists only once they all are */
    public PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** A program's path. */
    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Does nothing if an earlier call did it. */
    public void unpackIfMissing() throws IOException, LauncherException {
        if (Files.exists(folder)) {
            return;
        }
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(unfinished);
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + archive())) {
            if (archive == null) {
                throw new LauncherException("This build has no PostgreSQL for this machine (" + archive()
                        + "); set ENGRAM_DATABASE_URL to use your own.");
            }
            unpack(archive, unfinished);
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    target.toFile().setExecutable((entry.getMode() & 0100) != 0);
                }
            }
        }
    }
}
