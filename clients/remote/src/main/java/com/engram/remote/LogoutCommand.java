package com.engram.remote;

import com.engram.client.http.EngramException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logout}: removes a profile with its key, and the listener that belongs to it. */
@Command(name = "logout", mixinStandardHelpOptions = true, description = "Removes a profile with its key.")
final class LogoutCommand implements Callable<Integer> {

    @Mixin
    private final ProfileOption option = new ProfileOption();

    private final Terminal terminal;

    LogoutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Profiles profiles = new Profiles(terminal);
        Optional<Profile> saved = profiles.find(option.name());
        saved.ifPresent(this::deleteListener);
        if (!profiles.remove(option.name())) {
            throw new RemoteException("There is no profile '" + Text.printable(option.name()) + "'.");
        }
        terminal.err().println("Removed the profile '" + Text.printable(option.name()) + "'.");
        return 0;
    }

    private void deleteListener(Profile profile) {
        String listener = profile.listenerId();
        if (listener != null) {
            try {
                ProfileOption.connect(profile).webhooks().delete(listener);
            } catch (EngramException e) {
                terminal.err().println("The listener stays on the server: " + e.getMessage());
            }
        }
    }
}
