package com.engram.it;

import com.engram.it.stripe.FakeStripe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stripe's own command line. It calls the API of the fake Stripe as it would call Stripe's. */
final class StripeCli {

    private static final Path FOLDER = Path.of("target", "stripe-cli");

    private StripeCli() {}

    static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", ".npmrc")) {
            Files.copy(Path.of("src/test/stripe-cli", file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(FOLDER.resolve("node_modules/@stripe/cli"))) {
            // Its platforms are optional packages, of which a lock file made on one platform names no other.
            run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");
        }
    }

    /** Triggers an event, and fails if the command line does. */
    static void trigger(String event, String... overrides) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "node_modules/.bin/stripe",
                "trigger",
                event,
                "--api-base",
                TestEnvironment.stripe().url(),
                "--api-key",
                FakeStripe.SECRET_KEY));
        Arrays.stream(overrides).forEach(override -> command.addAll(List.of("--override", override)));
        String output = run(command.toArray(String[]::new));
        if (!output.contains("Trigger succeeded")) {
            throw new AssertionError(output);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
        builder.environment().put("XDG_CONFIG_HOME", FOLDER.toAbsolutePath().toString());
        builder.environment().put("STRIPE_CLI_TELEMETRY_OPTOUT", "1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }
}
