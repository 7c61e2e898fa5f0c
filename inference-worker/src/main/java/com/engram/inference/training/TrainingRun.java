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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training from files to files.
 *
 * @param start weights to start from; null for the bundled model's
 * @param percentiles scores of a large collection; null for the data's own
 */
public record TrainingRun(
        Path data, Path out, @Nullable Path start, @Nullable Path percentiles, String name, double width, int folds) {

    /**
     * Trains and writes {@code model.json}, {@code weights.safetensors}, {@code figures.json} and, where the network itself
     * learnt, {@code learning-curve.png}.
     */
    public void execute(Settings settings, Progress listener) throws IOException, InterruptedException {
        LearningCurve progress = new LearningCurve(listener);
        MemorabilityModel bundled = start == null ? MemorabilityModel.bundled() : null;
        Network network = bundled == null ? MobileNetV2.ofWidth(width) : bundled.network();
        Weights weights = start == null || bundled != null
                ? MemorabilityModel.bundled().weights()
                : StartingWeights.read(start, network);
        List<RatedImage> images = RatedSet.read(data);
        progress.say(images.size() + " pictures");
        List<Double> scale = percentiles == null
                ? Calibrator.percentiles(
                        images.stream().mapToDouble(RatedImage::hitRate).toArray())
                : Calibrator.percentiles(percentiles);
        try (Decoder decoder = new OpenCvDecoder(Limits.DEFAULT)) {
            ModelTraining.Trained trained =
                    new ModelTraining(network, weights, settings, scale, decoder, progress).run(name, images, folds);
            trained.model().save(out);
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(out.resolve("figures.json").toFile(), trained.validation());
            progress.write(out.resolve("learning-curve.png"));
            report(trained.validation(), progress);
        }
    }

    private static void report(Validation validation, Progress progress) {
        validation.heads().forEach((name, figures) -> progress.say(name + ", held out:\n" + figures));
        validation.draws().forEach((name, figures) -> progress.say(name + ", " + figures));
        progress.say(String.format(
                java.util.Locale.ROOT,
                "rho above the ridge's by %.3f to %.3f (95 %% bootstrap); the 90 %% interval covered %.1f %%",
                validation.gain()[0],
                validation.gain()[1],
                100 * validation.coverage()));
    }
}
