package com.engram.inference.training;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.network.MobileNetV2;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Weights;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.data.RatedImages;
import com.engram.inference.training.evaluation.Calibrator;
import com.engram.inference.training.evaluation.CrossValidationResult;
import com.engram.inference.training.evaluation.DefaultComparison;
import com.engram.inference.training.network.InitialWeights;
import com.engram.inference.training.progress.LearningCurve;
import com.engram.inference.training.progress.ProgressListener;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model: reads rated images and writes a model folder.
 *
 * @param data a CSV file of rated images, or its folder
 * @param out the folder for the model and its figures; it is created
 * @param start the initial weights, see {@link InitialWeights}; null for those of the bundled model
 * @param percentiles a CSV file with the scores of a large collection at percentiles 0 to 100; null for those of the data
 * @param name the name of the model
 * @param width the width of the network; used only with {@code start}
 * @param folds the number of folds of the cross-validation
 */
public record TrainModel(
        Path data, Path out, @Nullable Path start, @Nullable Path percentiles, String name, double width, int folds) {

    /**
     * Trains and writes {@code model.json}, {@code weights.safetensors}, {@code card.json}, {@code figures.json}, {@code
     * comparison.json} if the model was compared with the default model, and {@code learning-curve.png} if the network was
     * fine-tuned.
     *
     * @throws IOException if the data is invalid or a file cannot be read or written
     */
    public void execute(TrainingSettings settings, ProgressListener listener) throws IOException, InterruptedException {
        LearningCurve progress = new LearningCurve(listener);
        Network network;
        Weights weights;
        MemorabilityModel bundled = null;
        if (start == null) {
            bundled = MemorabilityModel.findBundled()
                    .orElseThrow(() ->
                            new IOException("This build contains no weights. Name initial weights with --start."));
            network = bundled.network();
            weights = bundled.weights();
        } else {
            network = MobileNetV2.ofWidth(width);
            weights = InitialWeights.read(start, network);
        }
        List<RatedImage> images = RatedImages.read(data);
        progress.message(images.size() + " images");
        List<Double> scale = percentiles == null
                ? Calibrator.percentiles(RatedImage.hitRates(images))
                : Calibrator.percentiles(percentiles);
        try (Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            ModelTrainer.Trained trained = new ModelTrainer(
                            new TrainingSteps(network, weights, settings.fineTuning(), decoder, progress),
                            settings,
                            scale,
                            bundled)
                    .run(name, images, folds);
            trained.model().save(out);
            ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            json.writeValue(out.resolve("figures.json").toFile(), trained.validation());
            if (trained.comparison().isPresent()) {
                json.writeValue(
                        out.resolve("comparison.json").toFile(),
                        trained.comparison().get());
            }
            progress.write(out.resolve("learning-curve.png"));
            report(trained.validation(), progress);
            report(trained.comparison(), images.size(), progress);
        }
    }

    private static void report(Optional<DefaultComparison> comparison, int images, ProgressListener progress) {
        if (comparison.isEmpty()) {
            if (images < DefaultComparison.SMALLEST) {
                progress.message("not compared with the default model: " + images + " images are fewer than "
                        + DefaultComparison.SMALLEST);
            }
            return;
        }
        DefaultComparison figures = comparison.get();
        progress.message(figures.toString());
        progress.metric("default_rho", figures.active().value());
        progress.metric("rho_difference", figures.difference().value());
        progress.metric("rho_difference_low", figures.difference().low());
        progress.metric("rho_difference_high", figures.difference().high());
    }

    private static void report(CrossValidationResult validation, ProgressListener progress) {
        validation.heads().forEach((name, figures) -> progress.message(name + ", held out:\n" + figures));
        validation.draws().forEach((name, figures) -> progress.message(name + ", " + figures));
        progress.message(String.format(
                Locale.ROOT,
                "rho minus that of the ridge: %.3f to %.3f (95 %% bootstrap interval); the 90 %% interval covers %.1f %%",
                validation.gain()[0],
                validation.gain()[1],
                100 * validation.coverage()));
        progress.metric("heldout_rho", validation.chosen().rho());
        progress.metric("heldout_mse", validation.chosen().meanSquaredError());
        progress.metric("interval_coverage", validation.coverage());
        if (validation.uncertainty() != null) {
            progress.message("true hit rates: " + validation.uncertainty());
        }
        if (validation.drawnUncertainty() != null) {
            progress.message("true hit rates, mean of the random divisions: " + validation.drawnUncertainty());
        }
    }
}
