package com.engram.inference.commands;

import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.serving.WorkerServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** {@code serve}: answers over HTTP until it is told to stop. */
@Command(name = "serve", description = "Serves scores over HTTP, as SageMaker hosts containers.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--host", defaultValue = "${env:ENGRAM_WORKER_HOST:-127.0.0.1}")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "${env:ENGRAM_WORKER_PORT:-${env:SAGEMAKER_BIND_TO_PORT:-8080}}",
            description = "0 takes a free one")
    private int port;

    @Option(
            names = "--drain-seconds",
            defaultValue = "25",
            description = "longest wait for requests under way at the end")
    private int drainSeconds;

    @Override
    public Integer call() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        LoadedModels models = engine.models(cores);
        WorkerServer server = new WorkerServer(new InetSocketAddress(host, port), models, cores);
        CountDownLatch told = new CountDownLatch(1);
        // Not a shutdown hook: ONNX Runtime has one of its own, which takes the library away from what is still under
        // way.
        for (String signal : List.of("TERM", "INT")) {
            Signal.handle(new Signal(signal), received -> told.countDown());
        }
        server.start();
        System.out.println("Engram worker is ready: http://" + host + ":" + server.port() + " model "
                + models.all().stream()
                        .map(analyser -> analyser.scorer().model().manifest())
                        .map(manifest -> manifest.name() + ":" + manifest.version())
                        .collect(java.util.stream.Collectors.joining(", ")));
        told.await();
        server.drain(Duration.ofSeconds(drainSeconds));
        models.close();
        return 0;
    }
}
