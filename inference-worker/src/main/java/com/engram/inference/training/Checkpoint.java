package com.engram.inference.training;

import com.engram.inference.model.Safetensors;
import com.engram.inference.model.Tensor;
import com.engram.inference.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps a training after each epoch, so that one whose machine was taken away goes on elsewhere. */
final class Checkpoint {
    private static final String LOSSES = "losses";

    private final @Nullable Path file;

    private Checkpoint(@Nullable Path file) {
        this.file = file;
    }

    /** The checkpoint of a training with these settings; other settings or other pictures have another. */
    static Checkpoint of(Settings settings, String name, int pictures) {
        Path folder = settings.checkpoints();
        if (folder == null) {
            return new Checkpoint(null);
        }
        int mark = Objects.hash(
                settings.epochs(),
                settings.batch(),
                settings.rate(),
                settings.headRate(),
                settings.pull(),
                settings.ranking(),
                settings.side(),
                settings.alpha(),
                settings.seed(),
                pictures);
        return new Checkpoint(folder.resolve(name + "-" + Integer.toHexString(mark) + ".safetensors"));
    }

    /** The losses of the epochs that are done, with the optimiser as it was after them; empty if nothing was kept. */
    List<Double> restore(Adam adam) throws IOException {
        if (file == null || !Files.exists(file)) {
            return List.of();
        }
        Weights state = new Weights(Safetensors.read(Files.readAllBytes(file)));
        adam.restore(state);
        List<Double> losses = new ArrayList<>();
        for (float loss : state.values(LOSSES, state.count(LOSSES))) {
            losses.add((double) loss);
        }
        return losses;
    }

    /** Replaces what was kept, at once or not at all. */
    void save(Adam adam, List<Double> losses) throws IOException {
        if (file == null) {
            return;
        }
        float[] kept = new float[losses.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = losses.get(i).floatValue();
        }
        List<Tensor> state = new ArrayList<>(adam.state());
        state.add(new Tensor(LOSSES, new long[] {kept.length}, kept));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, Safetensors.write(state));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
