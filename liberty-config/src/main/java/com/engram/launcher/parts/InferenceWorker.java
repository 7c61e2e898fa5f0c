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

/** The inference worker as a child JVM. It decodes and scores images and holds no credentials. */
public final class InferenceWorker implements Part {
    /** Without these settings PyTorch's OpenMP threads spin while they wait and take the processor from other processes. */
    private static final Map<String, String> OPENMP_SETTINGS =
            Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0");

    /** What a user has to do if there is no model. */
    public static final String NO_MODEL =
            "The inference worker has no model, so nothing is scored. Train one on your own images with"
                    + " 'engram train --start WEIGHTS --data ratings.csv --epochs 0 --out my-model', and start Engram again with"
                    + " ENGRAM_WORKER_MODELS=my-model. See docs/model-card.md.";

    static final String TUNABLES = "GLIBC_TUNABLES";
    private static final String MODELS = "ENGRAM_WORKER_MODELS";

    private final Home home;
    private final Distribution distribution;
    private final int port;
    private final Map<String, String> settings;

    /**
     * A worker.
     *
     * @param settings the user's settings for it, as environment variables
     */
    public InferenceWorker(Home home, Distribution distribution, int port, Map<String, String> settings) {
        this.home = home;
        this.distribution = distribution;
        this.port = port;
        this.settings = settings;
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
                distribution.exitWithParentOption(),
                "@" + distribution.engine().resolve("jvm.options"),
                // Java would log a warning about a class archive that does not fit; it then runs without the archive.
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

    /** Adds the C library's memory settings that come with the engine, unless the user has set others. */
    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(OPENMP_SETTINGS);
        if (System.getenv(TUNABLES) == null) {
            Path tunables = distribution.engine().resolve("glibc.tunables");
            environment.put(TUNABLES, Files.readString(tunables).strip());
        }
        environment.put(MODELS, models().toString());
        environment.putAll(settings);
        return environment;
    }

    /** The folder of further models, into which Liberty puts those that customers trained. */
    public Path models() {
        String chosen = settings.get(MODELS);
        return chosen == null ? home.at("models") : Path.of(chosen);
    }

    /** A worker without a model answers 503. It is ready, because starting it again would not give it one. */
    @Override
    public boolean isReady() {
        int status = HttpProbe.status(url() + "/ping");
        return status == 200 || status == 503;
    }

    /** Whether the worker can score. */
    public boolean hasModel() {
        return HttpProbe.status(url() + "/ping") == 200;
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(2);
    }
}
