package com.engram.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an installation that confirms email addresses and may call {@link IdentityProvider}. All classes that ask for
 * it share one, because a start is slow; it stops after the last test. Each class uses accounts of its own.
 */
final class SharedInstallation implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == BrowserSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SharedInstallation.class))
                .getOrComputeIfAbsent("installation", key -> Running.start(), Running.class)
                .installation();
    }

    private record Running(Path folder, BrowserSession installation) implements Store.CloseableResource {

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("engram-browser");
                Map<String, String> environment =
                        Map.of("ENGRAM_OUTBOUND_ALLOW", IdentityProvider.HOST, "ENGRAM_SIGNUP_CONFIRMEMAIL", "true");
                return new Running(
                        folder, BrowserSession.start(folder.resolve("home"), BrowserSession.freePort(), environment));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            installation.close();
            try (Stream<Path> files = Files.walk(folder)) {
                // What cannot be deleted stays; no test depends on it.
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
