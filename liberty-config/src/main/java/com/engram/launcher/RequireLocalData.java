package com.engram.launcher;

import com.engram.launcher.home.LauncherException;
import java.util.List;
import java.util.Map;

/** Backups cover the data that the launcher itself keeps. */
final class RequireLocalData {
    private RequireLocalData() {}

    /** @throws LauncherException if the environment names a database or an object store elsewhere */
    static void require(Map<String, String> environment) throws LauncherException {
        for (String name : List.of("ENGRAM_DATABASE_URL", "ENGRAM_STORAGE_ENDPOINT")) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                throw new LauncherException(name + " names a service of your own; back it up by its own means.");
            }
        }
    }
}
