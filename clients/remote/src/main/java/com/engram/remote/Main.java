package com.engram.remote;

import com.engram.client.http.EngramException;
import com.engram.client.http.InterruptedCallException;
import com.engram.client.http.ProblemException;
import com.engram.client.http.UnreachableException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./engram remote}. */
@Command(
        name = "engram remote",
        mixinStandardHelpOptions = true,
        description = "Uses an Engram server: scores images, exports results, and brings webhooks to this machine.",
        footer = {
            "",
            "Exit codes: 0 all is well; 1 some images have no score; 2 wrong usage; 3 the key is unknown or may not do this;",
            "4 the plan does not allow it; 5 the server is not reachable or too busy; 6 refused for another reason."
        })
public final class Main implements Runnable {

    /** Some images have no score. */
    static final int INCOMPLETE = 1;

    /** The key is unknown, or may not do this. */
    static final int NO_ACCESS = 3;

    /** The plan does not allow it. */
    static final int NOT_IN_PLAN = 4;

    /** The server is not reachable or too busy. */
    static final int UNAVAILABLE = 5;

    /** The server refused for another reason. */
    static final int REFUSED = 6;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(new Terminal(System.in, out, err, System.getenv()), arguments));
    }

    static int run(
            InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
        return run(new Terminal(in, out, err, environment), arguments);
    }

    private static int run(Terminal terminal, String... arguments) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new LoginCommand(terminal))
                .addSubcommand(new LogoutCommand(terminal))
                .addSubcommand(new ProfilesCommand(terminal))
                .addSubcommand(new ScoreCommand(terminal))
                .addSubcommand(new BatchCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new UsageCommand(terminal))
                .addSubcommand(new ListenCommand(terminal));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(terminal.outWriter());
        commands.setErr(terminal.errWriter());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof EngramException refused) {
                terminal.err().println("engram: " + Text.printable(String.valueOf(refused.getMessage())));
                return exitCode(refused);
            }
            if (failure instanceof RemoteException wrong) {
                terminal.err().println("engram: " + wrong.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return commands.execute(arguments);
    }

    static int exitCode(EngramException failure) {
        if (failure instanceof ProblemException problem) {
            return switch (problem.status()) {
                case 401, 403 -> NO_ACCESS;
                case 402 -> NOT_IN_PLAN;
                case 429, 502, 503, 504 -> UNAVAILABLE;
                default -> REFUSED;
            };
        }
        if (failure instanceof UnreachableException) {
            return UNAVAILABLE;
        }
        return failure instanceof InterruptedCallException ? 130 : REFUSED;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
