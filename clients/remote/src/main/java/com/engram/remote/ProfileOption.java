package com.engram.remote;

import com.engram.client.EngramClient;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server and key a command uses: those of the environment, or those of a profile. */
final class ProfileOption {

    static final String KEY_VARIABLE = "ENGRAM_API_KEY";
    static final String URL_VARIABLE = "ENGRAM_URL";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "${env:ENGRAM_PROFILE:-default}",
            description =
                    "The profile that was saved by 'login'. Default: ENGRAM_PROFILE, else 'default'. The variables"
                            + " ENGRAM_URL and ENGRAM_API_KEY together replace it.")
    private String name = "default";

    String name() {
        return name;
    }

    /** The saved profile; empty if the environment replaces it. */
    Optional<Profile> findSaved(Terminal terminal) {
        return fromEnvironment(terminal).isPresent() ? Optional.empty() : new Profiles(terminal).find(name);
    }

    /** A client of the server. */
    EngramClient connect(Terminal terminal) {
        Profile profile = fromEnvironment(terminal)
                .or(() -> new Profiles(terminal).find(name))
                .orElseThrow(() -> new RemoteException(
                        "There is no profile '%s'. Sign in with: engram remote login --url URL --profile %s"
                                .formatted(Text.printable(name), Text.printable(name))));
        return connect(profile);
    }

    static EngramClient connect(Profile profile) {
        return EngramClient.builder(profile.url(), profile.apiKey()).build();
    }

    private static Optional<Profile> fromEnvironment(Terminal terminal) {
        Optional<String> url = terminal.variable(URL_VARIABLE);
        Optional<String> key = terminal.variable(KEY_VARIABLE);
        return url.isPresent() && key.isPresent()
                ? Optional.of(new Profile(parseUrl(url.get()), key.get(), null, null))
                : Optional.empty();
    }

    /** The URL of a server. */
    static URI parseUrl(String text) {
        try {
            URI url = URI.create(text.strip());
            if (("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // The message below says what a URL has to be.
        }
        throw new RemoteException(
                "The URL of the server begins with https:// or http://, not: " + Text.printable(text));
    }
}
