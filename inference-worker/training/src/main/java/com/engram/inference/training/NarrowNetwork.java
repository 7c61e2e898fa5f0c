package com.engram.inference.training;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.MobileNetV2;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.network.CellSamples;
import com.engram.inference.training.network.Distillation;
import com.engram.inference.training.network.WidthPruning;
import com.engram.inference.training.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Prunes the bundled model's network to a smaller width, distils the original network into it on unrated images, and writes the
 * weights, from which a training run can start.
 *
 * @param images folders of images
 * @param out the safetensors file to write
 * @param width the width of the pruned network; that of the bundled model is 1
 * @param epochs passes over the images during distillation
 * @param seed of the order of the images and of their crops
 */
public record NarrowNetwork(List<Path> images, Path out, double width, int epochs, long seed) {
    /** The number of images on which the outputs of layers are sampled for pruning. */
    private static final int PRUNING_SAMPLE = 160;

    /**
     * Prunes, distils and writes the weights.
     *
     * @throws IOException if an image cannot be read or decoded, or the file cannot be written
     */
    public void execute(ProgressListener progress) throws IOException, InterruptedException {
        MemorabilityModel model = MemorabilityModel.bundled();
        Network narrow = MobileNetV2.ofWidth(width);
        Preprocessing preprocessing = model.manifest().preprocessing();
        List<Pixels> pixels = pixels(preprocessing.side(), progress);
        List<Pixels> some = pixels.subList(0, Math.min(PRUNING_SAMPLE, pixels.size()));
        Weights pruned = new WidthPruning(model.network(), model.weights(), narrow, preprocessing, some).run(progress);
        try (OnnxNetwork teacher = new OnnxNetwork(model.network(), model.weights(), Manifest.TOP, preprocessing);
                Distillation distillation =
                        new Distillation(narrow, pruned, teacher, deviations(teacher, some), preprocessing)) {
            Weights distilled = distillation.run(pixels, epochs, seed, progress);
            Files.write(out, Safetensors.write(distilled.tensors()));
        }
    }

    private List<Pixels> pixels(int side, ProgressListener progress) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (Path folder : images) {
            try (var listed = Files.list(folder)) {
                listed.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        Collections.shuffle(files, new Random(seed));
        List<Pixels> pixels = new ArrayList<>();
        try (Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            for (Path file : files) {
                progress.step("images", pixels.size() + 1, files.size());
                pixels.add(decoder.decode(Files.readAllBytes(file), new DecodeRequest(List.of(side), false))
                        .scaled()
                        .get(0));
            }
        } catch (RejectedImageException e) {
            throw new IOException("An image cannot be decoded: " + e.getMessage(), e);
        }
        return pixels;
    }

    /** The standard deviation over cells of each of the last features. */
    private static float[] deviations(OnnxNetwork teacher, List<Pixels> pixels) {
        CellSamples cells = null;
        for (Pixels image : pixels) {
            FeatureMap map = teacher.run(image).maps().get(0);
            cells = cells == null ? new CellSamples(map.channels(), pixels.size()) : cells;
            cells.add(map);
        }
        double[] variances = Objects.requireNonNull(cells).variances();
        float[] deviations = new float[variances.length];
        for (int c = 0; c < deviations.length; c++) {
            deviations[c] = (float) Math.sqrt(variances[c]);
        }
        return deviations;
    }
}
