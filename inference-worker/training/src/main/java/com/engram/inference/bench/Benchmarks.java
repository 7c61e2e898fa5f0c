package com.engram.inference.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.djl.TorchEngine;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.scoring.Score;
import com.engram.inference.scoring.Scorer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    private static final double GIGAFLOPS_PER_IMAGE = 0.60;

    private final MemorabilityModel model = MemorabilityModel.bundled();
    private final Pixels square = new Pixels(SIDE, SIDE, GoldenImage.draw(SIDE, SIDE, 1));

    /** The benchmarks that take seconds, by name; calling one runs it. */
    public Map<String, Callable<BenchmarkResult>> quick() {
        Map<String, Callable<BenchmarkResult>> benchmarks = new TreeMap<>();
        benchmarks.put("model-only", this::modelOnly);
        benchmarks.put("pixels-to-score", this::pixelsToScore);
        benchmarks.put("bytes-to-score-12mp", () -> bytesToScore("bytes-to-score-12mp", 4000, 3000));
        benchmarks.put("bytes-to-score-640", () -> bytesToScore("bytes-to-score-640", 640, 480));
        benchmarks.put("deep-map", this::deepMap);
        benchmarks.put("roofline", this::roofline);
        benchmarks.put("throughput", this::throughput);
        benchmarks.put("first-score", () -> FirstScoreBenchmark.run(5));
        benchmarks.put("bytes-to-score-http", () -> {
            byte[] file = jpeg(640, 480);
            return WorkerLoadBenchmark.call(file, inProcess(file), RUNS);
        });
        benchmarks.put("http-with-previews-12mp", () -> {
            byte[] file = jpeg(4000, 3000);
            return WorkerLoadBenchmark.callWithPreviews(file, inProcess(file), RUNS);
        });
        benchmarks.put("http-throughput", () -> WorkerLoadBenchmark.throughput(largeImages(), RUNS));
        benchmarks.put("overload", () -> WorkerLoadBenchmark.overload(jpeg(640, 480)));
        return benchmarks;
    }

    /** The benchmarks that take minutes, by name; calling one runs it. */
    public Map<String, Callable<BenchmarkResult>> slow() {
        return Map.of("worker-memory", () -> WorkerLoadBenchmark.memory(jpeg(640, 480), 10_000));
    }

    /** The network on one image. The baseline is the time at the measured peak of a core: 0.60 GFLOP over the peak. */
    private BenchmarkResult roofline() throws Exception {
        try (OnnxNetwork onnx = new OnnxNetwork(model)) {
            double peak = PeakThroughput.gigaflops();
            double millis = BenchmarkResult.medianMillis(RUNS, () -> onnx.run(square));
            return BenchmarkResult.of(
                    "roofline", millis, GIGAFLOPS_PER_IMAGE / Math.max(peak, PeakThroughput.gigaflops()) * 1e3, RUNS);
        }
    }

    /** Images per second through the network with two threads; the baseline is one thread. */
    private BenchmarkResult throughput() throws Exception {
        try (OnnxNetwork onnx = new OnnxNetwork(model)) {
            double two = rate(onnx, 2);
            double one = rate(onnx, 1);
            return new BenchmarkResult("throughput", two, "images/s", one, two / one, 2 * PER_THREAD);
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

    /** The network on one image with ONNX Runtime; the baseline is DJL PyTorch. Both use one thread. */
    private BenchmarkResult modelOnly() throws Exception {
        try (OnnxNetwork onnx = new OnnxNetwork(model);
                TorchNetwork torch = new TorchNetwork(model.network(), model.weights(), Device.cpu())) {
            double fast = BenchmarkResult.medianMillis(RUNS, () -> onnx.run(square));
            float[] input = new float[3 * SIDE * SIDE];
            double plain = BenchmarkResult.medianMillis(RUNS, () -> {
                try (NDManager scope = torch.manager().newSubManager()) {
                    NDArray images = scope.create(input, new Shape(1, 3, SIDE, SIDE));
                    TorchNetwork.pooled(torch.features(images)).toFloatArray();
                }
            });
            return BenchmarkResult.of("model-only", fast, plain, RUNS);
        }
    }

    /** From pixels to score and decomposition; the baseline is the network alone. */
    private BenchmarkResult pixelsToScore() throws Exception {
        try (OnnxNetwork network = new OnnxNetwork(model);
                OnnxEngine engine = new OnnxEngine(model)) {
            Scorer scorer = new Scorer(model, engine);
            double score = BenchmarkResult.medianMillis(RUNS, () -> scorer.score(square));
            return BenchmarkResult.of(
                    "pixels-to-score", score, BenchmarkResult.medianMillis(RUNS, () -> network.run(square)), RUNS);
        }
    }

    /** From a JPEG file to score and decomposition, in this process; the baseline decodes with ImageIO. */
    private BenchmarkResult bytesToScore(String name, int width, int height) throws Exception {
        byte[] file = jpeg(width, height);
        double fast = inProcess(file);
        try (OnnxEngine onnx = new OnnxEngine(model)) {
            Scorer scorer = new Scorer(model, onnx);
            double decode = BenchmarkResult.medianMillis(
                    5, () -> ImageIO.read(new ByteArrayInputStream(file)).getWidth());
            double score = BenchmarkResult.medianMillis(RUNS, () -> scorer.score(square));
            return BenchmarkResult.of(name, fast, decode + score, RUNS);
        }
    }

    /** The median time in milliseconds from a file to its score, without HTTP or child processes. */
    private double inProcess(byte[] file) throws Exception {
        DecodeRequest request = new DecodeRequest(List.of(SIDE), false);
        try (Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);
                OnnxEngine onnx = new OnnxEngine(model)) {
            Scorer scorer = new Scorer(model, onnx);
            return BenchmarkResult.medianMillis(
                    RUNS,
                    () -> scorer.score(decoder.decode(file, request).scaled().get(0)));
        }
    }

    /** A deep heatmap; the baseline is a score by PyTorch, which needs a forward pass; the map needs half a backward pass as well. */
    private BenchmarkResult deepMap() throws Exception {
        try (DeepHeatmapCalculator map = new DeepHeatmapCalculator(model);
                TorchEngine torch = new TorchEngine(model, Device.cpu())) {
            Scorer scorer = new Scorer(model, torch);
            Score score = scorer.score(square);
            return BenchmarkResult.of(
                    "deep-map",
                    BenchmarkResult.medianMillis(RUNS, () -> map.compute(square, score.pooled(), score.map())),
                    BenchmarkResult.medianMillis(RUNS, () -> scorer.score(square)),
                    RUNS);
        }
    }

    /** JPEG files of 3 to 12 megapixels. */
    private static List<byte[]> largeImages() throws IOException {
        return List.of(jpeg(2048, 1536), jpeg(2592, 1944), jpeg(3264, 2448), jpeg(4000, 3000));
    }

    /** A JPEG file whose gradients and noise make it as expensive to decode as a photograph. */
    private static byte[] jpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
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
