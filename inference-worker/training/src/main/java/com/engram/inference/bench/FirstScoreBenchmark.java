package com.engram.inference.bench;

import ai.djl.Device;
import com.engram.inference.djl.TorchEngine;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Engine;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.platform.ClassArchive;
import com.engram.inference.scoring.Scorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures the time from the start of a JVM to its first score. */
final class FirstScoreBenchmark {
    private static final int SIDE = 224;
    private static final String SCORED = "scored";

    private FirstScoreBenchmark() {}

    public static void main(String[] arguments) {
        OnnxEngine.preload();
        MemorabilityModel model = MemorabilityModel.bundled();
        try (Engine engine = arguments.length > 0 ? new TorchEngine(model, Device.cpu()) : new OnnxEngine(model)) {
            new Scorer(model, engine).score(new Pixels(SIDE, SIDE, GoldenImage.draw(SIDE, SIDE, 1)));
            System.out.println(SCORED);
        }
    }

    /** The median over {@code n} JVMs with ONNX Runtime; the baseline is PyTorch. */
    static BenchmarkResult run(int n) throws IOException, InterruptedException {
        return BenchmarkResult.of("first-score", median(n), median(n, "torch"), n);
    }

    private static double median(int n, String... arguments) throws IOException, InterruptedException {
        double[] times = new double[n];
        for (int i = 0; i < n; i++) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseTransparentHugePages",
                    "-Xlog:disable"));
            ClassArchive.find().ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstScoreBenchmark.class.getName()));
            command.addAll(List.of(arguments));
            // Measured by the clock of this process, because Linux reports the start of a process only to a second.
            long from = System.nanoTime();
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer;
            try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
                answer = out.readLine();
                times[i] = (System.nanoTime() - from) / 1e6;
            }
            if (child.waitFor() != 0 || !SCORED.equals(answer)) {
                throw new IOException("The JVM ended without a score");
            }
        }
        Arrays.sort(times);
        return times[n / 2];
    }
}
