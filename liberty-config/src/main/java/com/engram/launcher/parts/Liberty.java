package com.engram.launcher.parts;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Open Liberty with the application, as a child JVM. All of its configuration comes from environment variables. */
public final class Liberty implements Part {
    private static final String SERVER = "engram";

    private final Home home;
    private final Distribution distribution;
    private final Map<String, String> environment;
    private final String url;
    private final boolean isRecording;
    /** Tells this server from another one that answers on the same port. */
    private final String instance = UUID.randomUUID().toString();

    private @Nullable LowPriorityCompiler compiler;

    private Liberty(
            Home home, Distribution distribution, Map<String, String> environment, String url, boolean isRecording) {
        this.home = home;
        this.distribution = distribution;
        this.environment = environment;
        this.url = url;
        this.isRecording = isRecording;
    }

    /**
     * A server for use.
     *
     * @param url the portal's URL on this machine
     */
    public static Liberty of(Home home, Distribution distribution, Map<String, String> environment, String url) {
        return new Liberty(home, distribution, environment, url, false);
    }

    /** A server that writes {@link Distribution#serverClasses} when it stops. */
    public static Liberty recording(Home home, Distribution distribution, Map<String, String> environment, String url) {
        return new Liberty(home, distribution, environment, url, true);
    }

    @Override
    public String name() {
        return "Open Liberty";
    }

    @Override
    public Path log() {
        return home.at("logs/liberty.log");
    }

    @Override
    public Process launch() throws IOException {
        Path servers = home.folder("liberty/usr/servers");
        FolderCopy.refresh(distribution.server(), servers.resolve(SERVER));
        Map<String, String> all = new HashMap<>(environment);
        all.put("WLP_USER_DIR", home.at("liberty/usr").toString());
        all.put("WLP_OUTPUT_DIR", home.folder("liberty/output").toString());
        all.put("LOG_DIR", home.folder("logs/liberty").toString());
        all.put("ENGRAM_SERVER_INSTANCE", instance);
        Process process = ChildProcess.start(command(servers.resolve(SERVER)), all, home.at("liberty"), log());
        compiler = new LowPriorityCompiler(process.pid());
        return process;
    }

    /** The command that Liberty's server script would run. Without the script, signals reach the server directly. */
    private List<String> command(Path server) {
        Path liberty = distribution.liberty();
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.add("@" + liberty.resolve("lib/platform/java/java9.options"));
        if (Runtime.version().feature() >= 24) {
            command.add("@" + liberty.resolve("lib/platform/java/java24.options"));
        }
        command.add("@" + server.resolve("jvm.options"));
        if (isRecording) {
            // Java writes no archive of a JVM with agents.
            command.add("-XX:ArchiveClassesAtExit=" + distribution.serverClasses());
        } else {
            command.add(distribution.exitWithParentOption());
            // Without Liberty's own agent, the feature requestTiming reports nothing.
            command.add("-javaagent:" + liberty.resolve("bin/tools/ws-javaagent.jar"));
            if (Files.exists(distribution.serverClasses())) {
                command.add("-XX:SharedArchiveFile=" + distribution.serverClasses());
            }
        }
        // Java warns of an archive of another JDK, and then runs without it.
        command.add("-Xlog:cds*=error");
        command.addAll(
                List.of("-jar", liberty.resolve("bin/tools/ws-server.jar").toString(), SERVER));
        return command;
    }

    /** @throws LauncherException if another process answers on the port: two servers may have started at the same time */
    @Override
    public boolean isReady() throws LauncherException {
        if (compiler != null && compiler.lower()) {
            compiler = null;
        }
        Optional<HttpProbe.Answer> ready =
                HttpProbe.get(url + "/health/ready").filter(answer -> answer.status() == 200);
        if (ready.isPresent() && !ready.get().body().contains(instance)) {
            throw new LauncherException("Another process answers at " + url + "; choose another port with --port N.");
        }
        return ready.isPresent();
    }

    @Override
    public Duration readyTimeout() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Duration stopTimeout() {
        return isRecording ? Duration.ofMinutes(3) : Duration.ofSeconds(8);
    }
}
