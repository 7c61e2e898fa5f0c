package com.engram.inference.training;

import com.engram.inference.image.Decoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.head.Kernel;
import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.evaluation.RepeatedCrossValidation;
import com.engram.inference.training.evaluation.UncertaintyCalibrator;
import com.engram.inference.training.evaluation.UncertaintyFigures;
import com.engram.inference.training.heads.KernelRegression;
import com.engram.inference.training.heads.KernelSettings;
import com.engram.inference.training.heads.RegressionTargets;
import com.engram.inference.training.progress.ProgressListener;
import com.engram.inference.training.statistics.RidgeRegression;
import com.engram.inference.training.statistics.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares heads on the features of a model's network by cross-validation on random divisions into folds. One of them is selected on
 * inner folds for each outer fold (nested cross-validation), so no held-out image has a part in its selection.
 *
 * @param model the network; its own head is not used
 * @param features a file that keeps the features between runs; null to compute them each time
 * @param draws the number of divisions
 * @param seed of the divisions
 */
public record EvaluateHeads(
        MemorabilityModel model, @Nullable Path features, int draws, long seed) {
    /** The name of the rows in which the head is selected on inner folds. */
    public static final String NESTED = "selected on inner folds (nested)";

    /** The name of the ridge regression. */
    public static final String RIDGE = "ridge regression on the last features";

    private static final int FOLDS = 5;
    private static final int SIDE = 224;
    private static final double RIDGE_PENALTY = 4;
    private static final KernelSettings LAPLACE = new KernelSettings(Kernel.laplace(0.6), 0.6);

    /** The heads to compare, by the name of their row. */
    private static final Map<String, Candidate> CANDIDATES = candidates();

    private record Candidate(KernelSettings settings, double falseAlarmWeight) {}

    /** The figures of each row by its name. */
    public record Figures(Map<String, RepeatedCrossValidation> heads, Map<String, UncertaintyFigures> uncertainty) {
        /** The figures as lines of text. */
        public List<String> toLines() {
            List<String> lines = new ArrayList<>();
            heads.forEach((name, figures) -> lines.add(name + ": " + figures));
            uncertainty.forEach((name, figures) -> lines.add(name + ": " + figures));
            return lines;
        }
    }

    private static Map<String, Candidate> candidates() {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        candidates.put("Laplace kernel, hit rates as targets", new Candidate(LAPLACE, 0));
        candidates.put(
                "Laplace kernel, false alarms in the target",
                new Candidate(LAPLACE, RegressionTargets.FALSE_ALARM_WEIGHT));
        candidates.put("Matérn kernel, hit rates as targets", new Candidate(KernelSettings.DEFAULT, 0));
        candidates.put(
                "Matérn kernel, false alarms in the target (shipped)",
                new Candidate(KernelSettings.DEFAULT, RegressionTargets.FALSE_ALARM_WEIGHT));
        return candidates;
    }

    /**
     * Evaluates the heads.
     *
     * @throws IOException if an image or the file of features cannot be read
     */
    public Figures execute(List<RatedImage> images, Decoder decoder, ProgressListener progress)
            throws IOException, InterruptedException {
        float[][][] views = views(images, decoder, progress);
        Map<String, List<UncertaintyFigures>> uncertainty = new LinkedHashMap<>();
        Map<String, RepeatedCrossValidation> heads = RepeatedCrossValidation.of(
                images,
                draws,
                FOLDS,
                seed,
                folds -> {
                    Map<String, UncertaintyCalibrator> calibrators = new LinkedHashMap<>();
                    Map<String, double[]> predictions = heldOut(images, views, folds, calibrators);
                    calibrators.forEach((name, calibrator) -> uncertainty
                            .computeIfAbsent(name, key -> new ArrayList<>())
                            .add(calibrator.figures()));
                    return predictions;
                },
                progress);
        Map<String, UncertaintyFigures> means = new LinkedHashMap<>();
        uncertainty.forEach((name, figures) -> means.put(name, UncertaintyFigures.mean(figures)));
        return new Figures(heads, means);
    }

    private Map<String, double[]> heldOut(
            List<RatedImage> images, float[][][] views, Folds folds, Map<String, UncertaintyCalibrator> calibrators) {
        KernelRegression regression = new KernelRegression(model.network());
        Map<String, double[]> predictions = new LinkedHashMap<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] training = folds.training(fold);
            int[] heldOut = folds.heldOut(fold);
            List<RatedImage> trained =
                    Arrays.stream(training).mapToObj(images::get).toList();
            double[] hitRates = RatedImage.hitRates(trained);
            ridge(images, views[0], training, heldOut, predictions);
            int groups =
                    (int) trained.stream().map(RatedImage::group).distinct().count();
            KernelRegression.Prepared prepared = regression.prepare(
                    KernelRegression.select(views, training),
                    Folds.grouped(trained, Math.min(FOLDS, groups), seed + 1));
            String selected = "";
            double best = Double.NEGATIVE_INFINITY;
            for (Map.Entry<String, Candidate> candidate : CANDIDATES.entrySet()) {
                KernelRegression.Fitted fitted = prepared.fit(
                        candidate.getValue().settings(),
                        RegressionTargets.of(trained, candidate.getValue().falseAlarmWeight()),
                        hitRates);
                double[] predicted = predictions.computeIfAbsent(candidate.getKey(), name -> new double[images.size()]);
                for (int i : heldOut) {
                    predicted[i] = fitted.head().score(views[0][i]);
                }
                calibrators
                        .computeIfAbsent(candidate.getKey(), name -> new UncertaintyCalibrator(images))
                        .add(fitted.head(), heldOut, views[0], views[ImageViews.MIRRORED]);
                // Too few images have no inner predictions, and the first head stays.
                double inner = fitted.innerPredictions().length == 0
                        ? 0
                        : Statistics.spearman(fitted.innerPredictions(), hitRates);
                if (inner > best) {
                    best = inner;
                    selected = candidate.getKey();
                }
            }
            double[] nested = predictions.computeIfAbsent(NESTED, name -> new double[images.size()]);
            double[] chosen = Objects.requireNonNull(predictions.get(selected));
            for (int i : heldOut) {
                nested[i] = chosen[i];
            }
        }
        return predictions;
    }

    private void ridge(
            List<RatedImage> images,
            float[][] pooled,
            int[] training,
            int[] heldOut,
            Map<String, double[]> predictions) {
        int channels = model.network().features().channels();
        float[][] last =
                Arrays.stream(pooled).map(row -> Arrays.copyOf(row, channels)).toArray(float[][]::new);
        var head = RidgeRegression.fit(
                Arrays.stream(training).mapToObj(i -> last[i]).toArray(float[][]::new),
                Statistics.select(RatedImage.hitRates(images), training),
                RIDGE_PENALTY);
        double[] predicted = predictions.computeIfAbsent(RIDGE, name -> new double[images.size()]);
        for (int i : heldOut) {
            predicted[i] = head.score(last[i]);
        }
    }

    /** The features of all views, from the file if it has those of as many images by the same network. */
    private float[][][] views(List<RatedImage> images, Decoder decoder, ProgressListener progress)
            throws IOException, InterruptedException {
        String name =
                "views of " + images.size() + " images by " + model.manifest().version();
        if (features != null && Files.exists(features)) {
            Tensor stored = Safetensors.read(Files.readAllBytes(features)).get(name);
            if (stored != null) {
                return split(stored.values(), images.size());
            }
        }
        float[][][] views;
        try (OnnxNetwork net = new OnnxNetwork(
                model.network(),
                model.weights(),
                KernelRegression.LAYERS,
                model.manifest().preprocessing())) {
            views = ImageViews.pooled(net, images, decoder, SIDE, progress);
        }
        if (features != null) {
            float[] flat = flatten(views);
            Files.write(features, Safetensors.write(List.of(new Tensor(name, new long[] {flat.length}, flat))));
        }
        return views;
    }

    private static float[] flatten(float[][][] views) {
        int width = views[0][0].length;
        float[] flat = new float[views.length * views[0].length * width];
        int at = 0;
        for (float[][] view : views) {
            for (float[] row : view) {
                System.arraycopy(row, 0, flat, at, width);
                at += width;
            }
        }
        return flat;
    }

    private static float[][][] split(float[] flat, int images) {
        int width = flat.length / ImageViews.COUNT / images;
        float[][][] views = new float[ImageViews.COUNT][images][];
        for (int v = 0; v < ImageViews.COUNT; v++) {
            for (int i = 0; i < images; i++) {
                int from = (v * images + i) * width;
                views[v][i] = Arrays.copyOfRange(flat, from, from + width);
            }
        }
        return views;
    }
}
