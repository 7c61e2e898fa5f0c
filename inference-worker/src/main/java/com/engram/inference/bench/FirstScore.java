package com.engram.inference.bench;

import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.picture.Pixels;
import com.engram.inference.scoring.Scorer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** How long after its start a fresh JVM has its first score. */
final class FirstScore {
    private static final int SIDE = 224;

    private FirstScore() {}

    public static void main(String[] arguments) {
        MemorabilityModel model = MemorabilityModel.bundled();
        try (OnnxEngine engine = new OnnxEngine(model)) {
            new Scorer(model, engine).score(new Pixels(SIDE, SIDE, GoldenPicture.draw(SIDE, SIDE, 1)));
            long started = ManagementFactory.getRuntimeMXBean().getStartTime();
            System.out.println(System.currentTimeMillis() - started);
        }
    }

    static Benchmark measured(int n) throws IOException, InterruptedException {
        double[] times = new double[n];
        for (int i = 0; i < n; i++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FirstScore.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (child.waitFor() != 0) {
                throw new IOException("The fresh JVM did not score");
            }
            times[i] = Double.parseDouble(answer.strip());
        }
        Arrays.sort(times);
        return Benchmark.of("first-score", times[n / 2], 0, n);
    }
}
