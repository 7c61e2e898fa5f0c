package com.engram.launcher.parts;

import com.engram.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Open Liberty with the application, as a child JVM. All of its configuration comes from environment variables. */
public final class Liberty implements Part {
    private static final String SERVER = "engram";

    private final Home home;
    private final Distribution distribution;
    private final Map<String, String> environment;
    private final String url;

    /** @param url the portal's URL on this machine */
    public Liberty(Home home, Distribution distribution, Map<String, String> environment, String url) {
        this.home = home;
        this.distribution = distribution;
        this.environment = environment;
        this.url = url;
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
        return ChildProcess.start(command(servers.resolve(SERVER)), all, home.at("liberty"), log());
    }

    /** The command that Liberty's server script would run. Without the script, signals reach the server directly. */
    private List<String> command(Path server) {
        Path liberty = distribution.liberty();
        List<String> command = new ArrayList<>(List.of(ChildProcess.java(), distribution.exitWithParentOption()));
        command.add("@" + liberty.resolve("lib/platform/java/java9.options"));
        if (Runtime.version().feature() >= 24) {
            command.add("@" + liberty.resolve("lib/platform/java/java24.options"));
        }
        command.add("@" + server.resolve("jvm.options"));
        // Without Liberty's own agent, the feature requestTiming reports nothing.
        command.add("-javaagent:" + liberty.resolve("bin/tools/ws-javaagent.jar"));
        command.addAll(
                List.of("-jar", liberty.resolve("bin/tools/ws-server.jar").toString(), SERVER));
        return command;
    }

    @Override
    public boolean isReady() {
        return HttpProbe.status(url + "/health/ready") == 200;
    }

    @Override
    public Duration readyTimeout() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(8);
    }
}
