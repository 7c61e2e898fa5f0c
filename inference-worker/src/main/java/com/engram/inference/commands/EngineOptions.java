package com.engram.inference.commands;

import com.engram.inference.heatmap.DeepMap;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.IsolatedDecoder;
import com.engram.inference.picture.Limits;
import com.engram.inference.scoring.Analyser;
import com.engram.inference.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that scores may be told. */
final class EngineOptions {
    @Option(names = "--model", description = "folder of another model than the bundled one")
    private @Nullable Path model;

    @Option(
            names = "--max-megapixels",
            defaultValue = "${env:ENGRAM_WORKER_MAX_MEGAPIXELS:-50}",
            description = "larger pictures are refused by their header (default: ${DEFAULT-VALUE})")
    private int maxMegapixels;

    /** An analyser that decodes in {@code decoders} child processes. */
    Analyser analyser(int decoders) throws IOException {
        MemorabilityModel loaded = model == null ? MemorabilityModel.bundled() : MemorabilityModel.load(model);
        Limits limits =
                new Limits(maxMegapixels * 1_000_000L, Limits.DEFAULT.time(), Limits.DEFAULT.decoderMegabytes());
        Decoder decoder = new IsolatedDecoder(limits, decoders);
        return new Analyser(decoder, new Scorer(loaded, new OnnxEngine(loaded)), new DeepMap(loaded));
    }
}
