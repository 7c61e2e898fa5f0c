package com.engram.inference.training.network;

import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Saves the state of a training run after each epoch, so that an interrupted run can resume on another machine. */
final class Checkpoint {
    private static final String LOSSES = "losses";

    private final @Nullable Path file;

    private Checkpoint(@Nullable Path file) {
        this.file = file;
    }

    /** The checkpoint of a run with these settings. Other settings or another number of images use another file. */
    static Checkpoint of(FineTuningSettings settings, String name, int images) {
        Path folder = settings.checkpoints();
        if (folder == null) {
            return new Checkpoint(null);
        }
        int fingerprint = Objects.hash(
                settings.epochs(),
                settings.batch(),
                settings.rate(),
                settings.headRate(),
                settings.pull(),
                settings.ranking(),
                settings.side(),
                settings.alpha(),
                settings.seed(),
                images);
        return new Checkpoint(folder.resolve(name + "-" + Integer.toHexString(fingerprint) + ".safetensors"));
    }

    /**
     * Restores the optimiser to its state after the last completed epoch.
     *
     * @return the losses of the completed epochs; empty if there is no checkpoint
     */
    List<Double> restore(AdamOptimizer optimizer) throws IOException {
        if (file == null || !Files.exists(file)) {
            return List.of();
        }
        Weights state = new Weights(Safetensors.read(Files.readAllBytes(file)));
        optimizer.restore(state);
        List<Double> losses = new ArrayList<>();
        for (float loss : state.values(LOSSES, state.count(LOSSES))) {
            losses.add((double) loss);
        }
        return losses;
    }

    /** Replaces the checkpoint atomically. */
    void save(AdamOptimizer optimizer, List<Double> losses) throws IOException {
        if (file == null) {
            return;
        }
        float[] values = new float[losses.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = losses.get(i).floatValue();
        }
        List<Tensor> state = new ArrayList<>(optimizer.state());
        state.add(new Tensor(LOSSES, new long[] {values.length}, values));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, Safetensors.write(state));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
