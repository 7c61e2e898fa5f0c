package com.engram.launcher.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Checks that only the owner can read the secrets of a home. */
record FilePermissionsCheck(Path folder) implements Check {

    private static final Set<PosixFilePermission> OF_THE_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public List<Finding> run() throws IOException {
        int checked = 0;
        for (String file : List.of("secrets.properties", "operator.json", "objects.properties")) {
            Path path = folder.resolve(file);
            if (!Files.exists(path)) {
                continue;
            }
            checked++;
            if (!OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(path))) {
                return List.of(Finding.failed(
                        name(),
                        path + " can be read by others.",
                        "Run: chmod 600 " + path + ", and renew what it holds."));
            }
        }
        return List.of(
                checked == 0
                        ? Finding.skipped(name(), "There is no installation in " + folder + " yet.")
                        : Finding.ok(name(), "Only their owner can read the " + checked + " files with secrets."));
    }
}
