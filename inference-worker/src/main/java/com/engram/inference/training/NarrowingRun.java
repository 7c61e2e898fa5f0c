package com.engram.inference.training;

import com.engram.inference.model.FeatureMap;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.MobileNetV2;
import com.engram.inference.model.Network;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Safetensors;
import com.engram.inference.model.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.engram.inference.picture.Pixels;
import com.engram.inference.picture.RejectedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * One narrowing from files to files: the bundled model's network, cut down to a width and taught on pictures without ratings,
 * as weights for a training to start from.
 *
 * @param pictures folders of pictures
 */
public record NarrowingRun(List<Path> pictures, Path out, double width, int epochs, long seed) {
    /** Pictures whose layers are looked at before the cut. */
    private static final int SEEN = 160;

    /** Narrows, teaches and writes the weights as safetensors. */
    public void execute(Progress progress) throws IOException, InterruptedException {
        MemorabilityModel model = MemorabilityModel.bundled();
        Network narrow = MobileNetV2.ofWidth(width);
        Preprocessing preprocessing = model.manifest().preprocessing();
        List<Pixels> pixels = pixels(preprocessing.side(), progress);
        List<Pixels> some = pixels.subList(0, Math.min(SEEN, pixels.size()));
        Weights cut = new Narrowing(model.network(), model.weights(), narrow, preprocessing, some).run(progress);
        try (OnnxNetwork teacher = new OnnxNetwork(model.network(), model.weights(), List.of("top"), preprocessing);
                Distillation distillation =
                        new Distillation(narrow, cut, teacher, spread(teacher, some), preprocessing)) {
            Weights taught = distillation.run(pixels, epochs, seed, progress);
            Files.write(out, Safetensors.write(taught.tensors()));
        }
    }

    private List<Pixels> pixels(int side, Progress progress) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (Path folder : pictures) {
            try (var listed = Files.list(folder)) {
                listed.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        Collections.shuffle(files, new Random(seed));
        List<Pixels> pixels = new ArrayList<>();
        try (Decoder decoder = new OpenCvDecoder(Limits.DEFAULT)) {
            for (Path file : files) {
                progress.step("pictures", pixels.size() + 1, files.size());
                pixels.add(decoder.decode(Files.readAllBytes(file), new DecodeRequest(List.of(side), false))
                        .scaled()
                        .get(0));
            }
        } catch (RejectedPicture e) {
            throw new IOException("A picture cannot be read: " + e.getMessage(), e);
        }
        return pixels;
    }

    private static float[] spread(OnnxNetwork teacher, List<Pixels> pixels) {
        Cells cells = null;
        for (Pixels picture : pixels) {
            FeatureMap map = teacher.run(picture).maps().get(0);
            cells = cells == null ? new Cells(map.channels(), pixels.size()) : cells;
            cells.add(map);
        }
        double[] variances = Objects.requireNonNull(cells).variances();
        float[] spread = new float[variances.length];
        for (int c = 0; c < spread.length; c++) {
            spread[c] = (float) Math.sqrt(variances[c]);
        }
        return spread;
    }
}
