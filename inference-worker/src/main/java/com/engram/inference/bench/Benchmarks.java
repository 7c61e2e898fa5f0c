package com.engram.inference.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.engram.inference.djl.TorchEngine;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.heatmap.DeepMap;
import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.onnx.PeakSpeed;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.engram.inference.picture.Pixels;
import com.engram.inference.scoring.Score;
import com.engram.inference.scoring.Scorer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/** The benchmarks by name. */
public final class Benchmarks {
    private static final int SIDE = 224;
    private static final int RUNS = 100;
    private static final int PER_THREAD = 200;
    private static final double GIGAFLOPS_PER_PICTURE = 0.60;

    private final MemorabilityModel model = MemorabilityModel.bundled();
    private final Pixels square = new Pixels(SIDE, SIDE, GoldenPicture.draw(SIDE, SIDE, 1));

    /** The benchmarks that there are; each runs when called. */
    public Map<String, Callable<Benchmark>> all() {
        Map<String, Callable<Benchmark>> all = new TreeMap<>();
        all.put("model-only", this::modelOnly);
        all.put("pixels-to-score", this::pixelsToScore);
        all.put("bytes-to-score-12mp", () -> bytesToScore("bytes-to-score-12mp", 4000, 3000));
        all.put("bytes-to-score-640", () -> bytesToScore("bytes-to-score-640", 640, 480));
        all.put("deep-map", this::deepMap);
        all.put("roofline", this::roofline);
        all.put("throughput", this::throughput);
        all.put("first-score", () -> FirstScore.measured(5));
        all.put("bytes-to-score-http", () -> {
            byte[] file = jpeg(640, 480);
            return WorkerLoad.call(file, bare(file), RUNS);
        });
        all.put("http-with-previews-12mp", () -> {
            byte[] file = jpeg(4000, 3000);
            return WorkerLoad.callWithPreviews(file, bare(file), RUNS);
        });
        all.put("http-throughput", () -> WorkerLoad.throughput(various(), RUNS));
        all.put("overload", () -> WorkerLoad.overload(jpeg(640, 480)));
        return all;
    }

    /** Those that take minutes, run by name only. */
    public Map<String, Callable<Benchmark>> longOnes() {
        return Map.of("worker-memory", () -> WorkerLoad.memory(jpeg(640, 480), 10_000));
    }

    /** One picture through the network against what the core could do: 0.60 GFLOP over its measured peak. */
    private Benchmark roofline() throws Exception {
        try (OnnxNetwork onnx = new OnnxNetwork(model)) {
            double peak = PeakSpeed.gigaflops();
            double millis = Benchmark.medianMillis(RUNS, () -> onnx.run(square));
            return Benchmark.of(
                    "roofline", millis, GIGAFLOPS_PER_PICTURE / Math.max(peak, PeakSpeed.gigaflops()) * 1e3, RUNS);
        }
    }

    /** Pictures a second through the network on two cores; the baseline is one. */
    private Benchmark throughput() throws Exception {
        try (OnnxNetwork onnx = new OnnxNetwork(model)) {
            double two = rate(onnx, 2);
            double one = rate(onnx, 1);
            return new Benchmark("throughput", two, "images/s", one, two / one, 2 * PER_THREAD);
        }
    }

    private double rate(OnnxNetwork onnx, int threads) throws Exception {
        onnx.run(square);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long from = System.nanoTime();
        List<Future<Void>> done = pool.invokeAll(Collections.nCopies(threads, () -> {
            for (int i = 0; i < PER_THREAD; i++) {
                onnx.run(square);
            }
            return null;
        }));
        for (Future<Void> one : done) {
            one.get();
        }
        pool.shutdown();
        return threads * PER_THREAD / ((System.nanoTime() - from) / 1e9);
    }

    /** One picture through the network: ONNX Runtime against DJL PyTorch; set its threads to 1 for one core. */
    private Benchmark modelOnly() throws Exception {
        try (OnnxNetwork onnx = new OnnxNetwork(model);
                TorchNetwork torch = new TorchNetwork(model.network(), model.weights(), Device.cpu())) {
            double fast = Benchmark.medianMillis(RUNS, () -> onnx.run(square));
            float[] input = new float[3 * SIDE * SIDE];
            double plain = Benchmark.medianMillis(RUNS, () -> {
                try (NDManager scope = torch.manager().newSubManager()) {
                    NDArray pictures = scope.create(input, new Shape(1, 3, SIDE, SIDE));
                    TorchNetwork.pooled(torch.features(pictures)).toFloatArray();
                }
            });
            return Benchmark.of("model-only", fast, plain, RUNS);
        }
    }

    /** Pixels to score and decomposition; the baseline is the network alone. */
    private Benchmark pixelsToScore() throws Exception {
        try (OnnxNetwork network = new OnnxNetwork(model);
                OnnxEngine engine = new OnnxEngine(model)) {
            Scorer scorer = new Scorer(model, engine);
            double score = Benchmark.medianMillis(RUNS, () -> scorer.score(square));
            return Benchmark.of(
                    "pixels-to-score", score, Benchmark.medianMillis(RUNS, () -> network.run(square)), RUNS);
        }
    }

    /** A JPEG's bytes to its score and decomposition, in this process; the baseline decodes with the JDK. */
    private Benchmark bytesToScore(String name, int width, int height) throws Exception {
        byte[] file = jpeg(width, height);
        double fast = bare(file);
        try (OnnxEngine onnx = new OnnxEngine(model)) {
            Scorer scorer = new Scorer(model, onnx);
            double decode = Benchmark.medianMillis(
                    5,
                    () -> ImageIO.read(new java.io.ByteArrayInputStream(file)).getWidth());
            double score = Benchmark.medianMillis(RUNS, () -> scorer.score(square));
            return Benchmark.of(name, fast, decode + score, RUNS);
        }
    }

    private double bare(byte[] file) throws Exception {
        DecodeRequest request = new DecodeRequest(List.of(SIDE), false);
        try (Decoder decoder = new OpenCvDecoder(Limits.DEFAULT);
                OnnxEngine onnx = new OnnxEngine(model)) {
            Scorer scorer = new Scorer(model, onnx);
            return Benchmark.medianMillis(
                    RUNS,
                    () -> scorer.score(decoder.decode(file, request).scaled().get(0)));
        }
    }

    /** The baseline is a score by PyTorch: one way through the network where the map goes there, and half the way back. */
    private Benchmark deepMap() throws Exception {
        try (DeepMap map = new DeepMap(model);
                TorchEngine torch = new TorchEngine(model, Device.cpu())) {
            Scorer scorer = new Scorer(model, torch);
            Score score = scorer.score(square);
            return Benchmark.of(
                    "deep-map",
                    Benchmark.medianMillis(RUNS, () -> map.draw(square, score.pooled(), score.map())),
                    Benchmark.medianMillis(RUNS, () -> scorer.score(square)),
                    RUNS);
        }
    }

    /** From 3 to 12 megapixels. */
    private static List<byte[]> various() throws IOException {
        return List.of(jpeg(2048, 1536), jpeg(2592, 1944), jpeg(3264, 2448), jpeg(4000, 3000));
    }

    /** A photograph-like picture: smooth, with texture, so that decoding costs what it usually costs. */
    private static byte[] jpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        java.util.Random random = new java.util.Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int wave = (int) (110 + 90 * Math.sin(x * 0.011) * Math.cos(y * 0.017)) + random.nextInt(24);
                image.setRGB(x, y, wave << 16 | (255 - wave) << 8 | (wave + x / 40) & 0xFF);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }
}
