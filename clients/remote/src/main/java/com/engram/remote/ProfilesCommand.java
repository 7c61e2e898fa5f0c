package com.engram.remote;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code profiles}: lists the saved profiles without their keys. */
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        description = "Lists the saved profiles, without their keys.")
final class ProfilesCommand implements Callable<Integer> {

    @Mixin
    private final OutputOption output = new OutputOption();

    private final Terminal terminal;

    ProfilesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Rows rows = output.rows(terminal.out(), List.of("profile", "url"));
        new Profiles(terminal).list().forEach((name, profile) -> rows.add(name, profile.url()));
        return 0;
    }
}
