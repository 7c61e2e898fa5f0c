package com.engram.launcher;

import com.engram.launcher.home.LauncherException;
import java.util.List;
import java.util.Map;

/** Checks that database and objects are those of the launcher: a backup covers no others. */
final class LocalDataCheck {
    private LocalDataCheck() {}

    /** @throws LauncherException if the environment names a database or an object store elsewhere */
    static void require(Map<String, String> environment) throws LauncherException {
        for (String name : List.of("ENGRAM_DATABASE_URL", "ENGRAM_STORAGE_ENDPOINT")) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                throw new LauncherException(name + " names an external service; back it up with its own tools.");
            }
        }
    }
}
