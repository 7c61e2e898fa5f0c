package com.engram.inference.bench;

import ai.djl.Device;
import com.engram.inference.djl.TorchEngine;
import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.picture.ClassArchive;
import com.engram.inference.picture.Pixels;
import com.engram.inference.scoring.Engine;
import com.engram.inference.scoring.Scorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long after its start a fresh JVM has its first score. */
final class FirstScore {
    private static final int SIDE = 224;
    private static final String SCORED = "scored";

    private FirstScore() {}

    public static void main(String[] arguments) {
        OnnxEngine.prepare();
        MemorabilityModel model = MemorabilityModel.bundled();
        try (Engine engine = arguments.length > 0 ? new TorchEngine(model, Device.cpu()) : new OnnxEngine(model)) {
            new Scorer(model, engine).score(new Pixels(SIDE, SIDE, GoldenPicture.draw(SIDE, SIDE, 1)));
            System.out.println(SCORED);
        }
    }

    /** The baseline is the same by PyTorch. */
    static Benchmark measured(int n) throws IOException, InterruptedException {
        return Benchmark.of("first-score", median(n), median(n, "torch"), n);
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
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstScore.class.getName()));
            command.addAll(List.of(arguments));
            // By this process's clock: the system knows a process's start no better than to the second that it was
            // booted in.
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
                throw new IOException("The fresh JVM did not score");
            }
        }
        Arrays.sort(times);
        return times[n / 2];
    }
}
