package com.engram.inference.training;

import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.MobileNetV2;
import com.engram.inference.model.Network;
import com.engram.inference.model.Weights;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One training from files to files.
 *
 * @param start weights to start from; null for the bundled model's
 * @param percentiles scores of a large collection; null for the data's own
 */
public record TrainingRun(
        Path data, Path out, @Nullable Path start, @Nullable Path percentiles, String name, double width, int folds) {
    private static final int BATCH = 16;
    private static final double PULL = 1e-3;

    /** Trains and writes {@code model.json}, {@code weights.safetensors} and {@code figures.json}. */
    public void execute(
            int epochs,
            double rate,
            double headRate,
            double ranking,
            double alpha,
            long seed,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        MemorabilityModel bundled = start == null ? MemorabilityModel.bundled() : null;
        Network network = bundled == null ? MobileNetV2.ofWidth(width) : bundled.network();
        Weights weights = start == null || bundled != null
                ? MemorabilityModel.bundled().weights()
                : StartingWeights.read(start, network);
        Settings settings =
                new Settings(epochs, BATCH, rate, headRate, PULL, ranking, Settings.DEFAULT.side(), alpha, seed);
        List<Example> examples = examples(settings.side());
        progress.accept(examples.size() + " pictures");
        List<Double> scale = percentiles == null
                ? Calibrator.percentiles(FineTuning.targets(examples))
                : Calibrator.percentiles(percentiles);
        ModelTraining.Trained trained =
                new ModelTraining(network, weights, settings, scale, progress).run(name, examples, folds);
        trained.model().save(out);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(out.resolve("figures.json").toFile(), trained.validation());
        progress.accept("Fine-tuned, held out:\n" + trained.validation().tuned());
        progress.accept("Frozen network with ridge regression, same folds:\n"
                + trained.validation().frozen());
        progress.accept("Coverage of the 90 % interval: " + trained.validation().coverage());
    }

    private List<Example> examples(int side) throws IOException, InterruptedException {
        List<Example> examples = new ArrayList<>();
        try (Decoder decoder = new OpenCvDecoder(Limits.DEFAULT)) {
            for (RatedImage image : RatedSet.read(data)) {
                examples.add(Example.load(image, decoder, side));
            }
        }
        return examples;
    }
}
