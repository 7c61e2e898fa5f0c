package com.engram.inference.training;

import com.engram.inference.model.Calibration;
import com.engram.inference.model.FeatureMap;
import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.Head;
import com.engram.inference.model.LinearHead;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Network;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Pixels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a model of a rated set: first held-out predictions by cross-validation, for the figures and the interval, then the
 * model itself, on all pictures, in the same way.
 */
public final class ModelTraining {
    private static final String FROZEN = "frozen network, ";
    private static final String TUNED = "fine-tuned network, ";
    private static final String RIDGE = "ridge on last features";
    private static final String KERNEL = "kernel head on views";
    private static final String ATTENTION = "attention and LSTM (AMNet)";
    private static final String HEAD_OF_TUNING = "its linear head";
    private static final int INNER_FOLDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Network network;
    private final Weights start;
    private final Settings settings;
    private final List<Double> percentiles;
    private final Progress progress;
    private final Decoder decoder;

    /** Percentiles are the scores at 0 to 100 percent of a large collection. */
    ModelTraining(
            Network network,
            Weights start,
            Settings settings,
            List<Double> percentiles,
            Decoder decoder,
            Progress progress) {
        this.network = network;
        this.start = start;
        this.settings = settings;
        this.percentiles = List.copyOf(percentiles);
        this.decoder = decoder;
        this.progress = progress;
    }

    /** A model and what is known of it. */
    public record Trained(MemorabilityModel model, Validation validation) {}

    /** Cross-validates, then trains on everything. */
    Trained run(String name, List<RatedImage> images, int foldCount) throws IOException, InterruptedException {
        double[] actual = images.stream().mapToDouble(RatedImage::hitRate).toArray();
        Folds folds = Folds.grouped(images, foldCount, settings.seed());
        float[][][] frozen = views(start, images);
        List<FeatureMap> maps = settings.attention() ? maps(images) : List.of();
        Map<String, double[]> heldOut = new LinkedHashMap<>();
        for (int fold = 0; fold < foldCount; fold++) {
            int[] kept = folds.kept(fold).stream().mapToInt(i -> i).toArray();
            int[] unseen = folds.heldOut(fold).stream().mapToInt(i -> i).toArray();
            List<RatedImage> known = Arrays.stream(kept).mapToObj(images::get).toList();
            fitFrozen(frozen, known, kept, unseen, heldOut, actual.length);
            if (settings.attention()) {
                fitAttention(maps, known, kept, unseen, heldOut);
            }
            if (settings.epochs() > 0) {
                fitTuned("fold" + (fold + 1), images, known, kept, unseen, heldOut);
            }
            progress.say("fold " + (fold + 1) + " of " + foldCount + " is judged");
        }
        double[] predicted = Objects.requireNonNull(heldOut.get(chosen()));
        Map<String, Draws> draws = Draws.of(
                images, settings.draws(), foldCount, settings.seed(), drawn -> frozen(frozen, images, drawn), progress);
        Validation validation = Validation.of(
                heldOut, predicted, Objects.requireNonNull(heldOut.get(FROZEN + RIDGE)), images, folds, draws);
        return new Trained(model(name, images, frozen, predicted, validation), validation);
    }

    private String chosen() {
        return settings.epochs() == 0
                ? FROZEN + (settings.kernel() ? KERNEL : RIDGE)
                : TUNED + (settings.kernel() ? KERNEL : HEAD_OF_TUNING);
    }

    private Map<String, double[]> frozen(float[][][] views, List<RatedImage> images, Folds folds) {
        Map<String, double[]> heldOut = new LinkedHashMap<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] kept = folds.kept(fold).stream().mapToInt(i -> i).toArray();
            int[] unseen = folds.heldOut(fold).stream().mapToInt(i -> i).toArray();
            List<RatedImage> known = Arrays.stream(kept).mapToObj(images::get).toList();
            fitFrozen(views, known, kept, unseen, heldOut, images.size());
        }
        return heldOut;
    }

    private void fitFrozen(
            float[][][] views,
            List<RatedImage> known,
            int[] kept,
            int[] unseen,
            Map<String, double[]> heldOut,
            int count) {
        float[][][] keptViews = KernelRegression.picked(views, kept);
        predict(heldOut, FROZEN + RIDGE, ridge(keptViews[0], known), views[0], unseen, count);
        predict(heldOut, FROZEN + KERNEL, kernel(keptViews, known), views[0], unseen, count);
    }

    private void fitAttention(
            List<FeatureMap> maps, List<RatedImage> known, int[] kept, int[] unseen, Map<String, double[]> heldOut) {
        AttentionSearch search = new AttentionSearch(settings.seed());
        List<FeatureMap> seen = Arrays.stream(kept).mapToObj(maps::get).toList();
        try (AttentionHead head = search.fit(seen, targets(known), inner(known))) {
            double[] scores =
                    head.scores(Arrays.stream(unseen).mapToObj(maps::get).toList());
            double[] predicted = heldOut.computeIfAbsent(FROZEN + ATTENTION, key -> new double[maps.size()]);
            for (int i = 0; i < unseen.length; i++) {
                predicted[unseen[i]] = scores[i];
            }
        }
        progress.say(ATTENTION + ": " + search.chosen());
    }

    /** The last feature map of each picture, of the network as it was before any tuning. */
    private List<FeatureMap> maps(List<RatedImage> images) throws IOException, InterruptedException {
        List<FeatureMap> maps = new ArrayList<>();
        try (OnnxNetwork net = new OnnxNetwork(network, start, Manifest.TOP, preprocessing())) {
            for (Example example : Example.load(images, decoder, settings.side())) {
                maps.add(net.run(example.plain()).maps().get(0));
            }
        }
        return maps;
    }

    private void fitTuned(
            String name,
            List<RatedImage> images,
            List<RatedImage> known,
            int[] kept,
            int[] unseen,
            Map<String, double[]> heldOut)
            throws IOException, InterruptedException {
        Tuned tuned = tuned(name, known);
        float[][][] views = views(tuned.body(), images);
        predict(heldOut, TUNED + HEAD_OF_TUNING, tuned.head(), views[0], unseen, images.size());
        Head kernel = kernel(KernelRegression.picked(views, kept), known);
        predict(heldOut, TUNED + KERNEL, kernel, views[0], unseen, images.size());
    }

    private record Tuned(Weights body, LinearHead head) {}

    private Tuned tuned(String name, List<RatedImage> images) throws IOException, InterruptedException {
        List<Example> examples = Example.load(images, decoder, settings.side());
        try (FineTuning tuning = new FineTuning(network, start, examples, settings, settings.device())) {
            tuning.run(name, examples, progress);
            return new Tuned(tuning.weights(), tuning.head());
        }
    }

    private Head ridge(float[][] pooled, List<RatedImage> known) {
        int top = network.features().channels();
        float[][] last =
                Arrays.stream(pooled).map(row -> Arrays.copyOf(row, top)).toArray(float[][]::new);
        return Ridge.fit(last, targets(known), settings.alpha());
    }

    private Head kernel(float[][][] views, List<RatedImage> known) {
        return new KernelRegression(network).fit(views, targets(known), inner(known));
    }

    /** Folds of training pictures, for what is learnt beside the head. */
    private Folds inner(List<RatedImage> known) {
        int groups = (int) known.stream().map(RatedImage::group).distinct().count();
        return Folds.grouped(known, Math.min(INNER_FOLDS, groups), settings.seed() + 1);
    }

    private void predict(
            Map<String, double[]> heldOut, String name, Head head, float[][] pooled, int[] unseen, int count) {
        double[] predicted = heldOut.computeIfAbsent(name, key -> new double[count]);
        for (int i : unseen) {
            predicted[i] = head.score(read(head, pooled[i]));
        }
    }

    /** A linear head reads the last features only, which come first. */
    private float[] read(Head head, float[] pooled) {
        return head instanceof LinearHead linear ? Arrays.copyOf(pooled, linear.weights().length) : pooled;
    }

    private float[][][] views(Weights body, List<RatedImage> images) throws IOException, InterruptedException {
        try (OnnxNetwork net = new OnnxNetwork(network, body, KernelRegression.LAYERS, preprocessing())) {
            return Views.pooled(net, images, decoder, settings.side(), progress);
        }
    }

    static double[] targets(List<RatedImage> images) {
        return images.stream().mapToDouble(RatedImage::hitRate).toArray();
    }

    private MemorabilityModel model(
            String name, List<RatedImage> images, float[][][] frozen, double[] predicted, Validation validation)
            throws IOException, InterruptedException {
        Weights body = start;
        float[][][] views = frozen;
        Head head = ridge(views[0], images);
        if (settings.epochs() > 0) {
            Tuned tuned = tuned("all", images);
            body = tuned.body();
            head = tuned.head();
            views = views(body, images);
        }
        head = settings.kernel() ? kernel(views, images) : head;
        List<String> layers = settings.kernel() ? KernelRegression.LAYERS : Manifest.TOP;
        Likeness.Told drawn = drawn(body, layers, views[0]);
        Weights weights = MemorabilityModel.joined(body, head, drawn.head());
        int top = network.features().channels();
        float[][] last =
                Arrays.stream(views[0]).map(row -> Arrays.copyOf(row, top)).toArray(float[][]::new);
        Calibration calibration = Calibrator.calibration(
                Calibrator.interval(predicted, targets(images)), last, drawn.from(), percentiles);
        Manifest manifest = new Manifest(
                name,
                MemorabilityModel.version(weights, preprocessing()),
                network.architecture(),
                layers,
                preprocessing(),
                calibration,
                golden(body, head, layers));
        return new MemorabilityModel(manifest, weights, card(images, validation));
    }

    /** The pooled features of more layers than the head reads begin with those of the layers that it does. */
    private Likeness.Told drawn(Weights body, List<String> layers, float[][] pooled)
            throws IOException, InterruptedException {
        int features = network.channels(layers);
        float[][] read =
                Arrays.stream(pooled).map(row -> Arrays.copyOf(row, features)).toArray(float[][]::new);
        try (OnnxNetwork net = new OnnxNetwork(network, body, layers, preprocessing())) {
            return Likeness.learnt(read, net, decoder, settings.side(), settings.seed());
        }
    }

    private JsonNode card(List<RatedImage> images, Validation validation) {
        ObjectNode card = JSON.createObjectNode();
        card.put("pictures", images.size());
        card.put("data", "The rated pictures that this model was trained on; their terms are for its owner to mind.");
        card.put("training", settings.epochs() + " epochs of the network, then " + chosen());
        card.set("heldOut", JSON.valueToTree(validation));
        card.putArray("limits")
                .add("Weak on pictures unlike those learnt from; answers flag them as out of domain.")
                .add("Memory is neither attention nor liking.");
        return card;
    }

    private List<Manifest.Golden> golden(Weights body, Head head, List<String> layers) {
        List<Manifest.Golden> golden = new ArrayList<>();
        try (OnnxNetwork net = new OnnxNetwork(network, body, layers, preprocessing())) {
            for (int[] size : new int[][] {{224, 224}, {256, 192}, {160, 320}}) {
                int seed = golden.size();
                Pixels pixels = new Pixels(size[0], size[1], GoldenPicture.draw(size[0], size[1], seed));
                double score = head.score(net.run(pixels).pooled());
                golden.add(new Manifest.Golden(size[0], size[1], seed, score));
            }
        }
        return golden;
    }

    private Preprocessing preprocessing() {
        return Preprocessing.imageNet(settings.side());
    }
}
