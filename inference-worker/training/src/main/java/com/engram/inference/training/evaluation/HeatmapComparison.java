package com.engram.inference.training.evaluation;

import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.model.Heatmap;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.scoring.Score;
import com.engram.inference.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Compares kinds of heatmaps over several images, by insertion and deletion or by agreement with eye fixations. */
public final class HeatmapComparison implements AutoCloseable {
    private final Decoder decoder;
    private final OnnxEngine engine;
    private final Scorer scorer;
    private final DeepHeatmapCalculator deep;
    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private final Random random = new Random(1);

    /** A comparison for the model of a scorer. The decoder stays open. */
    public HeatmapComparison(Scorer scorer, Decoder decoder) {
        this.decoder = decoder;
        this.engine = new OnnxEngine(scorer.model());
        this.scorer = new Scorer(scorer.model(), engine);
        this.deep = new DeepHeatmapCalculator(scorer.model());
    }

    /**
     * Evaluates the maps of an image by insertion and deletion.
     *
     * @throws IOException if the file cannot be read or decoded
     */
    public void evaluate(Path file) throws IOException, InterruptedException {
        Pixels pixels = pixels(file);
        HeatmapEvaluation evaluation =
                new HeatmapEvaluation(pixels, p -> scorer.score(p).map().sum());
        maps(pixels).forEach((name, map) -> {
            HeatmapEvaluation.Result result = evaluation.evaluate(map);
            add(name, result.insertion(), result.deletion());
        });
    }

    /**
     * Compares the maps of an image with eye fixations.
     *
     * @param fixations points {x, y} as fractions of width and height
     * @throws IOException if the file cannot be read or decoded
     */
    public void compareWithFixations(Path file, List<double[]> fixations) throws IOException, InterruptedException {
        maps(pixels(file)).forEach((name, map) -> {
            HeatmapEvaluation.GazeAgreement agreement = HeatmapEvaluation.gazeAgreement(map, fixations);
            add(name, agreement.nss(), agreement.auc());
        });
    }

    private void add(String name, double first, double second) {
        double[] sum = sums.computeIfAbsent(name, key -> new double[3]);
        sum[0] += first;
        sum[1] += second;
        sum[2]++;
    }

    private Pixels pixels(Path file) throws IOException, InterruptedException {
        try {
            return decoder.decode(Files.readAllBytes(file), new DecodeRequest(List.of(scorer.side()), false))
                    .scaled()
                    .get(0);
        } catch (RejectedImageException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, float[][]> maps(Pixels pixels) {
        Score score = scorer.score(pixels);
        Heatmap decomposition = score.map();
        Map<String, float[][]> maps = new LinkedHashMap<>();
        maps.put("random", filled(decomposition, (y, x) -> random.nextFloat()));
        maps.put("centre", filled(decomposition, (y, x) -> (float) -Math.hypot(y, x)));
        float[][] values = decomposition.values();
        // The Grad-CAM of a linear head is its decomposition without the negative values.
        maps.put("Grad-CAM", filled(decomposition, values));
        maps.put("decomposition", values);
        maps.put("deep", deep.compute(pixels, score.pooled(), decomposition).values());
        return maps;
    }

    private interface Value {
        float at(double y, double x);
    }

    private static float[][] filled(Heatmap size, Value value) {
        float[][] map = new float[size.rows()][size.columns()];
        for (int y = 0; y < size.rows(); y++) {
            for (int x = 0; x < size.columns(); x++) {
                map[y][x] = value.at((y + 0.5) / size.rows() - 0.5, (x + 0.5) / size.columns() - 0.5);
            }
        }
        return map;
    }

    private static float[][] filled(Heatmap size, float[][] values) {
        float[][] map = new float[size.rows()][size.columns()];
        for (int y = 0; y < size.rows(); y++) {
            for (int x = 0; x < size.columns(); x++) {
                map[y][x] = Math.max(0, values[y][x]);
            }
        }
        return map;
    }

    /** One line per kind of map: the mean insertion, the mean deletion and their difference. */
    public List<String> insertionAndDeletion() {
        List<String> lines = new ArrayList<>();
        sums.forEach((name, sum) -> lines.add(String.format(
                Locale.ROOT,
                "%-14s insertion %.3f, deletion %.3f, difference %.3f",
                name,
                sum[0] / sum[2],
                sum[1] / sum[2],
                (sum[0] - sum[1]) / sum[2])));
        return lines;
    }

    /** One line per kind of map: the mean agreement with fixations. */
    public List<String> fixationAgreement() {
        List<String> lines = new ArrayList<>();
        sums.forEach((name, sum) -> lines.add(
                String.format(Locale.ROOT, "%-14s NSS %.3f, AUC %.3f", name, sum[0] / sum[2], sum[1] / sum[2])));
        return lines;
    }

    @Override
    public void close() {
        engine.close();
        deep.close();
    }
}
