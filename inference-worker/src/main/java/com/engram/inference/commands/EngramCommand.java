package com.engram.inference.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The engine's command line. */
@Command(
        name = "engram",
        description = "Scores how memorable pictures are, and shows which parts stick.",
        subcommands = {
            ServeCommand.class,
            ScoreCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            NarrowCommand.class,
            BenchCommand.class
        },
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true)
public final class EngramCommand {
    private EngramCommand() {}

    /** Runs a command; its exit code is 0 only if all went well. */
    public static int run(String... arguments) {
        return new CommandLine(new EngramCommand())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    String message = failure.getMessage();
                    line.getErr().println(message == null ? failure.toString() : message);
                    return 1;
                })
                .execute(arguments);
    }
}
