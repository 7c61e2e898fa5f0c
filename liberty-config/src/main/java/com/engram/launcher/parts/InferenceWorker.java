package com.engram.launcher.parts;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine as a child JVM: it decodes and scores, and holds no credentials. */
public final class InferenceWorker implements Part {
    /** PyTorch's OpenMP threads otherwise spin while they wait, and starve the whole machine. */
    private static final Map<String, String> QUIET_OPENMP =
            Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0");

    private static final String TUNABLES = "GLIBC_TUNABLES";

    private final Home home;
    private final Distribution distribution;
    private final int port;

    public InferenceWorker(Home home, Distribution distribution, int port) {
        this.home = home;
        this.distribution = distribution;
        this.port = port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Inference worker";
    }

    @Override
    public Path log() {
        return home.at("logs/worker.log");
    }

    @Override
    public Process launch() throws IOException, LauncherException {
        if (!Files.exists(distribution.engine().resolve("jvm.options"))) {
            throw new LauncherException("The inference worker is not built: " + distribution.engine() + " is missing.");
        }
        List<String> command = List.of(
                ChildProcess.java(),
                distribution.tetherOption(),
                "@" + distribution.engine().resolve("jvm.options"),
                // Java's own word on an archive that does not fit would stand in the log; it does without.
                "-Xlog:disable",
                "-XX:SharedArchiveFile=" + distribution.engine().resolve("engram.jsa"),
                "-cp",
                distribution.engine() + "/*",
                "com.engram.inference.Main",
                "serve",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port));
        return ChildProcess.start(command, environment(), home.folder("worker"), log());
    }

    /** How its C library gives out memory is the engine's own affair, as its JVM's options are, unless somebody knows better. */
    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(QUIET_OPENMP);
        if (System.getenv(TUNABLES) == null) {
            Path tunables = distribution.engine().resolve("glibc.tunables");
            environment.put(TUNABLES, Files.readString(tunables).strip());
        }
        return environment;
    }

    @Override
    public boolean answers() {
        return HttpProbe.status(url() + "/ping") == 200;
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(2);
    }
}
