package com.engram.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The identity provider of a customer: a certified OpenID Connect provider (oidc-provider) in a separate process. */
record IdentityProvider(String issuer, Process process) {

    /** The address of the provider. Engram calls it only because the test configuration allows this loopback address. */
    static final String HOST = "127.0.0.2";

    static final String CLIENT = "engram";
    static final String SECRET = "the secret of the test client";

    /** @param callback the only redirect URI that the provider accepts */
    static IdentityProvider start(String callback) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "oidc"));
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "provider.js")) {
            Files.copy(
                    Path.of("../webapp/integration-tests/src/test/oidc", file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(folder.resolve("node_modules/oidc-provider"))) {
            Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            if (npm.waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("npm.log")));
            }
        }
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder("node", "provider.js").directory(folder.toFile());
        builder.environment().putAll(Map.of("PORT", Integer.toString(port), "CALLBACK", callback));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("The identity provider did not start");
            }
        }
        return new IdentityProvider("http://" + HOST + ":" + port, process);
    }

    void stop() {
        process.destroy();
    }
}
