package com.engram.inference.commands;

import ai.djl.Device;
import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.djl.Devices;
import com.engram.inference.djl.TorchEngine;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.isolation.IsolatedDecoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that scores images. */
public final class EngineOptions {
    @Option(names = "--model", description = "folder of the default model, instead of the bundled model")
    private @Nullable Path model;

    @Option(
            names = "--max-megapixels",
            defaultValue = "${env:ENGRAM_WORKER_MAX_MEGAPIXELS:-50}",
            description = "larger images are rejected by their header (default: ${DEFAULT-VALUE})")
    private int maxMegapixels;

    @Option(
            names = "--models",
            description =
                    "folder with one folder per additional model, or the folder of one, which requests select by name and"
                            + " version (default: ENGRAM_WORKER_MODELS)")
    private @Nullable Path models;

    @Option(
            names = "--device",
            defaultValue = "${env:ENGRAM_WORKER_DEVICE:-cpu}",
            description = "cpu uses ONNX Runtime for scores; cuda or cuda:N uses PyTorch for everything (default:"
                    + " ${DEFAULT-VALUE})")
    private String device = "";

    /**
     * An analyser with the selected model.
     *
     * @param decoders the number of child processes that decode images
     * @throws IOException if there is no model, it cannot be read, or a child process cannot be started
     */
    public ImageAnalyser analyser(int decoders) throws IOException {
        preload();
        return analyser(getDefaultModel(), decoder(decoders));
    }

    /**
     * The default model.
     *
     * @throws IOException if there is no model, or it cannot be read
     */
    public MemorabilityModel getDefaultModel() throws IOException {
        return defaultModel().orElseThrow(() -> new IOException(LoadedModels.NO_MODEL));
    }

    /** The default model; empty in a build without weights. */
    private Optional<MemorabilityModel> defaultModel() throws IOException {
        return model == null ? MemorabilityModel.findBundled() : Optional.of(MemorabilityModel.load(model));
    }

    /**
     * All selected models, the default first, with a common pool of {@code decoders} child processes. Empty in a build without weights
     * for which no model was selected.
     */
    LoadedModels models(int decoders) throws IOException {
        preload();
        Decoder decoder = decoder(decoders);
        List<ImageAnalyser> analysers = new ArrayList<>();
        Optional<MemorabilityModel> first = defaultModel();
        if (first.isPresent()) {
            analysers.add(analyser(first.get(), decoder));
        }
        Optional<Path> place = place();
        return place.isPresent()
                ? new LoadedModels(analysers, place.get(), folder -> analyser(MemorabilityModel.load(folder), decoder))
                : new LoadedModels(analysers);
    }

    private void preload() {
        if (device.equals("cpu")) {
            OnnxEngine.preload();
        }
    }

    private Optional<Path> place() {
        String configured = System.getenv("ENGRAM_WORKER_MODELS");
        return Optional.ofNullable(models == null && configured != null ? Path.of(configured) : models);
    }

    private Decoder decoder(int decoders) throws IOException {
        return new IsolatedDecoder(
                new DecodeLimits(
                        maxMegapixels * 1_000_000L,
                        DecodeLimits.DEFAULT.time(),
                        DecodeLimits.DEFAULT.decoderMegabytes()),
                decoders);
    }

    /** On a CPU, PyTorch is not loaded before the first deep map. */
    private ImageAnalyser analyser(MemorabilityModel loaded, Decoder decoder) {
        if (device.equals("cpu")) {
            return new ImageAnalyser(
                    decoder, new Scorer(loaded, new OnnxEngine(loaded)), new DeepHeatmapCalculator(loaded));
        }
        Device torchDevice = Devices.named(device);
        return new ImageAnalyser(
                decoder,
                new Scorer(loaded, new TorchEngine(loaded, torchDevice)),
                new DeepHeatmapCalculator(loaded, torchDevice));
    }
}
