package com.engram.launcher;

import com.engram.launcher.bench.BenchPipeline;
import com.engram.launcher.bench.BenchSurface;
import com.engram.launcher.parts.Distribution;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's commands. The {@code engram} script builds what is stale and then calls this. */
@Command(name = "engram")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Distribution distribution =
                new Distribution(folder("engram.distribution"), folder("engram.engine"), folder("engram.liberty"));
        CommandLine commands = new CommandLine(new Main());
        commands.addSubcommand(new UpCommand(distribution));
        commands.addSubcommand(new BackupCommand(distribution));
        commands.addSubcommand(new RestoreCommand(distribution));
        commands.addSubcommand(new DoctorCommand(distribution));
        commands.addSubcommand(new PackageCommand(distribution, folder("engram.training")));
        commands.addSubcommand(new UnpackCommand(distribution));
        commands.addSubcommand(new RecordClassesCommand(distribution));
        commands.addSubcommand(new BenchPipeline());
        commands.addSubcommand(new BenchSurface());
        System.exit(commands.execute(arguments));
    }

    private static Path folder(String property) {
        return Path.of(System.getProperty(property, ".")).toAbsolutePath().normalize();
    }
}
