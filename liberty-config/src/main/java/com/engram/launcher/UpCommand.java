package com.engram.launcher;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./engram up}: starts all parts, stays in the foreground, and stops them on SIGINT or SIGTERM. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts Engram on this machine and keeps it running until SIGINT or SIGTERM.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final HomeOption homeOption = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:ENGRAM_PORT:-9080}",
            description = "The portal's port. Default: ENGRAM_PORT, else 9080.")
    private int port;

    private final Distribution distribution;
    private final Progress progress = new Progress(System.out);

    UpCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            run();
            return 0;
        } catch (LauncherException | IOException e) {
            System.err.println("engram: " + e.getMessage());
            return 1;
        }
    }

    private void run() throws LauncherException, IOException, InterruptedException {
        Home home = Home.open(homeOption.folder);
        System.setProperty(
                "engram.log", home.folder("logs").resolve("launcher.log").toString());
        ServerEnvironment settings = new ServerEnvironment(System.getenv());
        settings.setDefault("ENGRAM_HTTP_HOST", "localhost");
        requireFreePort(settings.get("ENGRAM_HTTP_HOST"));
        progress.line("Starting Engram in " + home.at(""));
        EngramStack engram = new EngramStack(home, distribution, settings, progress, false);
        Runtime.getRuntime().addShutdownHook(new Thread(engram::stop, "stop"));
        engram.start(port);
        progress.line("Engram is ready: http://localhost:" + port);
        new CountDownLatch(1).await();
    }

    private void requireFreePort(String host) throws LauncherException, IOException {
        if (port < 1 || port > 65535) {
            throw new LauncherException("--port must be between 1 and 65535, not " + port + ".");
        }
        InetAddress address = InetAddress.getByName(host.equals("*") ? "0.0.0.0" : host);
        if (!Ports.isFree(address, port)) {
            throw new LauncherException("Port " + port + " is busy; choose another with --port N.");
        }
    }
}
