package com.engram.remote;

import com.engram.client.account.Plan;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code login}: checks a key and saves it with the server's URL. The key is never an argument, which others could see. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Saves the server and an API key as a profile.",
            "The key is taken from ENGRAM_API_KEY, from a prompt, or from the first line of the input."
        })
final class LoginCommand implements Callable<Integer> {

    @Mixin
    private final ProfileOption profile = new ProfileOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:ENGRAM_URL:-http://localhost:9080}",
            description = "The portal's URL. Default: ENGRAM_URL, else http://localhost:9080.")
    private String url = "";

    private final Terminal terminal;

    LoginCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        URI server = ProfileOption.parseUrl(url);
        String key = terminal.variable(ProfileOption.KEY_VARIABLE).orElseGet(() -> terminal.readSecret("API key"));
        if (key.isEmpty()) {
            throw new RemoteException("An API key is needed. Create one in the portal under Settings, API keys.");
        }
        Profile fresh = new Profile(server, key, null, null);
        Plan plan = ProfileOption.connect(fresh).account().plan();
        Profiles profiles = new Profiles(terminal);
        profiles.save(profile.name(), fresh);
        terminal.err()
                .println("Saved the profile '%s' in %s. The plan is %s."
                        .formatted(Text.printable(profile.name()), profiles.file(), Text.printable(plan.name())));
        return 0;
    }
}
