package com.engram.launcher;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.OperatorCredentials;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.InferenceWorker;
import com.engram.launcher.parts.Liberty;
import com.engram.launcher.parts.LocalTraining;
import com.engram.launcher.parts.Part;
import com.engram.launcher.parts.Postgres;
import com.engram.launcher.parts.S3Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Configures and starts all parts of one installation. Parts that the environment already names are not started. */
final class EngramStack {
    private final Home home;
    private final Distribution distribution;
    private final ServerEnvironment settings;
    private final Progress progress;
    private final Secrets secrets;
    private final Ports ports;
    private final Deque<SupervisedPart> started = new ArrayDeque<>();
    private final boolean isRecording;
    private boolean stopping;

    /** @param isRecording whether the server writes the archive of its classes when it stops */
    EngramStack(
            Home home, Distribution distribution, ServerEnvironment settings, Progress progress, boolean isRecording)
            throws IOException {
        this.home = home;
        this.distribution = distribution;
        this.settings = settings;
        this.progress = progress;
        this.isRecording = isRecording;
        this.secrets = new Secrets(home.at("secrets.properties"));
        this.ports = new Ports(home.at("ports.properties"));
    }

    /** Starts all parts and returns when the portal answers on the port. */
    void start(int port) throws LauncherException, IOException, InterruptedException {
        List<Callable<Void>> starts = new ArrayList<>();
        if (!settings.has("ENGRAM_STORAGE_ENDPOINT")) {
            S3Proxy store = objectStore(port);
            starts.add(() -> run(store));
        }
        if (!settings.has("ENGRAM_WORKER_URL")) {
            InferenceWorker worker =
                    new InferenceWorker(home, distribution, ports.reserve("worker"), settings.workerEnvironment());
            settings.setDefault("ENGRAM_WORKER_URL", worker.url());
            starts.add(() -> {
                run(worker);
                if (!worker.hasModel()) {
                    progress.line(InferenceWorker.NO_MODEL);
                }
                return null;
            });
            LocalTraining.settings(home, distribution, training(), worker.models())
                    .ifPresent(values -> values.forEach(settings::setDefault));
        }
        DatabaseSetup database = new DatabaseSetup(home, distribution, settings, secrets, ports, progress);
        configureServer(port);
        starts.add(() -> {
            Postgres own = database.embedded();
            if (own != null) {
                run(own);
            }
            database.migrate();
            return null;
        });
        // Liberty takes seconds to load before it needs the database, and then waits for it. Starting it now saves that
        // time.
        Liberty liberty = isRecording
                ? Liberty.recording(home, distribution, settings.environment(), localUrl(port))
                : Liberty.of(home, distribution, settings.environment(), localUrl(port));
        starts.add(() -> run(liberty));
        startConcurrently(starts);
    }

    /** The jars that train, which an installation may lack. */
    private static Path training() {
        return Path.of(System.getProperty("engram.training", "no-training")).toAbsolutePath();
    }

    private S3Proxy objectStore(int port) throws IOException {
        S3Proxy.Keys keys = S3Proxy.Keys.of(secrets);
        List<String> portals = List.of("http://localhost:" + port, "http://127.0.0.1:" + port);
        S3Proxy store = new S3Proxy(home, distribution, ports.reserve("objects"), keys, portals);
        settings.setDefault("ENGRAM_STORAGE_ENDPOINT", store.url());
        settings.setDefault("ENGRAM_STORAGE_PUBLICURL", store.url());
        settings.setDefault("ENGRAM_STORAGE_BUCKET", S3Proxy.BUCKET);
        settings.setDefault("ENGRAM_STORAGE_REGION", "us-east-1");
        settings.setDefault("ENGRAM_STORAGE_ACCESSKEY", keys.accessKey());
        settings.setDefault("ENGRAM_STORAGE_SECRETKEY", keys.secretKey());
        return store;
    }

    private void configureServer(int port) throws IOException {
        OperatorCredentials operator = OperatorCredentials.of(home, secrets);
        settings.setDefault("ENGRAM_OPERATOR_EMAIL", operator.email());
        settings.setDefault("ENGRAM_OPERATOR_PASSWORD", operator.password());
        settings.setDefault("ENGRAM_OPERATOR_APIKEY", operator.apiKey());
        settings.setDefault("ENGRAM_SECRET", secrets.key("secret"));
        settings.set("ENGRAM_HTTP_PORT", Integer.toString(port));
    }

    private String localUrl(int port) {
        String host = settings.get("ENGRAM_HTTP_HOST");
        return "http://" + (host.equals("*") || host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
    }

    private Void run(Part part) throws LauncherException, IOException, InterruptedException {
        SupervisedPart supervised = new SupervisedPart(part, progress);
        synchronized (this) {
            if (stopping) {
                throw new InterruptedException("stopping");
            }
            started.push(supervised);
        }
        supervised.start();
        return null;
    }

    /** Starts the parts concurrently and fails with the first failure. */
    private static void startConcurrently(List<Callable<Void>> starts)
            throws LauncherException, IOException, InterruptedException {
        var threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "start");
            thread.setDaemon(true);
            return thread;
        });
        var completion = new ExecutorCompletionService<Void>(threads);
        starts.forEach(completion::submit);
        for (int i = 0; i < starts.size(); i++) {
            try {
                completion.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LauncherException failure) {
                    throw failure;
                }
                throw new IOException(e.getCause());
            }
        }
        threads.shutdown();
    }

    /** Stops every part, in the reverse order of their starts. */
    void stop() {
        List<SupervisedPart> all;
        synchronized (this) {
            stopping = true;
            all = new ArrayList<>(started);
        }
        all.forEach(SupervisedPart::stop);
    }
}
