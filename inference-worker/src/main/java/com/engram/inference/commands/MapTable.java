package com.engram.inference.commands;

import com.engram.inference.heatmap.DeepMap;
import com.engram.inference.heatmap.Heatmap;
import com.engram.inference.heatmap.MapJudge;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Pixels;
import com.engram.inference.picture.RejectedPicture;
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

/** Compares kinds of maps over pictures: by insertion and deletion, and by where people looked. */
final class MapTable implements AutoCloseable {
    private final Decoder decoder;
    private final OnnxEngine engine;
    private final Scorer scorer;
    private final DeepMap deep;
    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private final Random random = new Random(1);

    MapTable(Scorer scorer, Decoder decoder) {
        this.decoder = decoder;
        this.engine = new OnnxEngine(scorer.model());
        this.scorer = new Scorer(scorer.model(), engine);
        this.deep = new DeepMap(scorer.model());
    }

    /** Adds a picture's verdicts. */
    void judge(Path file) throws IOException, InterruptedException {
        Pixels pixels = pixels(file);
        MapJudge judge = new MapJudge(pixels, p -> scorer.score(p).map().sum());
        maps(pixels).forEach((name, map) -> {
            MapJudge.Verdict verdict = judge.judge(map);
            add(name, verdict.insertion(), verdict.deletion());
        });
    }

    /** Adds how well a picture's maps agree with where people looked. */
    void compare(Path file, List<double[]> fixations) throws IOException, InterruptedException {
        maps(pixels(file)).forEach((name, map) -> {
            MapJudge.Gaze gaze = MapJudge.gaze(map, fixations);
            add(name, gaze.height(), gaze.area());
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
        } catch (RejectedPicture e) {
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
        // A linear head's Grad-CAM is its decomposition without what speaks against the score.
        maps.put("Grad-CAM", filled(decomposition, values));
        maps.put("decomposition", values);
        maps.put("deep", deep.draw(pixels, score.pooled(), decomposition).values());
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

    /** One line per kind of map: its mean insertion, deletion and their difference. */
    List<String> verdicts() {
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

    /** One line per kind of map: its mean agreement with gaze. */
    List<String> gazes() {
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
