package com.engram.launcher.doctor;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.Postgres;
import com.engram.launcher.parts.S3Proxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The installation that is examined: its home, and its settings as the server would have them.
 *
 * @param folder the home, which may not exist
 * @param isRunning whether a launcher runs on the home
 * @param port the portal's port
 */
record Installation(Path folder, boolean isRunning, int port, Distribution distribution, ServerEnvironment settings) {

    private static final String STORE = "ENGRAM_STORAGE_ENDPOINT";
    private static final String DATABASE = "ENGRAM_DATABASE_URL";

    /** Completes the settings with those of the home's own parts, if they run. */
    static Installation of(Path folder, int port, Distribution distribution, ServerEnvironment settings)
            throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        boolean isRunning = Home.isInUse(root);
        if (isRunning) {
            nameOwnParts(Home.withoutLock(root), distribution, settings);
        }
        return new Installation(root, isRunning, port, distribution, settings);
    }

    private static void nameOwnParts(Home home, Distribution distribution, ServerEnvironment settings)
            throws IOException {
        Ports ports = new Ports(home.at("ports.properties"));
        Secrets secrets = new Secrets(home.at("secrets.properties"));
        if (!settings.has(DATABASE)) {
            settings.set(
                    DATABASE,
                    Postgres.of(home, distribution, secrets, ports.get("postgres"))
                            .url("engram"));
            settings.setDefault("ENGRAM_DATABASE_APPPASSWORD", secrets.alphanumeric("database.app", 32));
        }
        if (!settings.has(STORE)) {
            S3Proxy.Keys keys = S3Proxy.Keys.of(secrets);
            settings.set(STORE, "http://127.0.0.1:" + ports.get("objects"));
            settings.setDefault("ENGRAM_STORAGE_ACCESSKEY", keys.accessKey());
            settings.setDefault("ENGRAM_STORAGE_SECRETKEY", keys.secretKey());
            settings.setDefault("ENGRAM_STORAGE_BUCKET", S3Proxy.BUCKET);
        }
        if (!settings.has("ENGRAM_WORKER_URL")) {
            settings.set("ENGRAM_WORKER_URL", "http://127.0.0.1:" + ports.get("worker"));
        }
    }

    Optional<String> find(String variable) {
        return settings.has(variable) ? Optional.of(settings.get(variable)) : Optional.empty();
    }

    /** Whether there is data of the embedded PostgreSQL. */
    boolean hasData() {
        return Files.exists(folder.resolve("postgres/data"));
    }

    String portalUrl() {
        return find("ENGRAM_PORTAL_URL").orElse("http://localhost:" + port);
    }

    /** Whether the portal is meant for this machine only. */
    boolean isLocal() {
        return isThisMachine(URI.create(portalUrl()).getHost());
    }

    /** Whether a host's name is that of this machine. */
    static boolean isThisMachine(String host) {
        String name = String.valueOf(host).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]");
    }
}
