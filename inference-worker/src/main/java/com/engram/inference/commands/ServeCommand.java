package com.engram.inference.commands;

import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.serving.WorkerServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** {@code serve}: runs the HTTP server until the process receives SIGTERM or SIGINT. */
@Command(name = "serve", description = "Serves scores over HTTP by the SageMaker hosting contract.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--host",
            defaultValue = "${env:ENGRAM_WORKER_HOST:-127.0.0.1}",
            description = "address to bind (default: ${DEFAULT-VALUE})")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "${env:ENGRAM_WORKER_PORT:-${env:SAGEMAKER_BIND_TO_PORT:-8080}}",
            description = "port to bind, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--drain-seconds",
            defaultValue = "25",
            description = "longest wait for running requests on shutdown (default: ${DEFAULT-VALUE})")
    private int drainSeconds;

    @Override
    public Integer call() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        LoadedModels models = engine.models(cores);
        WorkerServer server = new WorkerServer(new InetSocketAddress(host, port), models, cores);
        CountDownLatch stopped = new CountDownLatch(1);
        // Not a shutdown hook, because that of ONNX Runtime unloads the library while requests are still running.
        for (String signal : List.of("TERM", "INT")) {
            Signal.handle(new Signal(signal), received -> stopped.countDown());
        }
        server.start();
        System.out.println(status(models, "http://" + host + ":" + server.port()));
        stopped.await();
        server.drain(Duration.ofSeconds(drainSeconds));
        models.close();
        return 0;
    }

    private static String status(LoadedModels models, String address) {
        return models.all().isEmpty()
                ? "Engram worker cannot score: " + address + " " + LoadedModels.NO_MODEL
                : "Engram worker is ready: " + address + " model "
                        + models.all().stream()
                                .map(analyser -> analyser.scorer().model().manifest())
                                .map(manifest -> manifest.name() + ":" + manifest.version())
                                .collect(Collectors.joining(", "));
    }
}
