package com.engram.inference.commands;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The engine's command line: {@code serve}, {@code score} and every {@link AdditionalCommand} on the class path. */
@Command(
        name = "engram",
        description = "Scores how memorable images are, and shows which parts people remember.",
        subcommands = {ServeCommand.class, ScoreCommand.class},
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true)
public final class EngramCommand {
    private EngramCommand() {}

    /**
     * Runs a command.
     *
     * @return the exit code: 0 on success, 1 if the command failed, 2 if the arguments are invalid
     */
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new EngramCommand());
        ServiceLoader.load(AdditionalCommand.class).forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler((failure, command, parsed) -> {
                    String message = failure.getMessage();
                    command.getErr().println(message == null ? failure.toString() : message);
                    return 1;
                })
                .execute(arguments);
    }
}
