package com.engram.inference.commands;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.model.Heatmap;
import com.engram.inference.scoring.Analysis;
import com.engram.inference.scoring.AnalysisOptions;
import com.engram.inference.scoring.ImageAnalyser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score}: scores files without a server, and optionally writes their heatmaps. */
@Command(
        name = "score",
        description = "Scores image files. The exit code is 1 if any of them failed; the others are still scored.")
final class ScoreCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--heatmap", description = "folder to write a deep heatmap of each image to, as PNG")
    private @Nullable Path heatmaps;

    @Option(names = "--json", description = "print one JSON object per image")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "IMAGE")
    private List<Path> images = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean failed = false;
        try (ImageAnalyser analyser = engine.analyser(1)) {
            for (Path image : images) {
                Map<String, @Nullable Object> line = line(image, analyser);
                failed |= line.get("error") != null;
                System.out.println(json ? JSON.writeValueAsString(line) : text(line));
            }
        }
        return failed ? 1 : 0;
    }

    private Map<String, @Nullable Object> line(Path image, ImageAnalyser analyser) throws InterruptedException {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("image", image.toString());
        for (String field :
                List.of("score", "interval", "percentile", "outOfDomain", "model", "heatmap", "warnings", "error")) {
            line.put(field, null);
        }
        try {
            Analysis analysis =
                    analyser.analyse(Files.readAllBytes(image), new AnalysisOptions(heatmaps != null, false, false));
            line.put("score", analysis.score().value());
            line.put(
                    "interval",
                    List.of(analysis.score().lower(), analysis.score().upper()));
            line.put("percentile", analysis.score().percentile());
            line.put("outOfDomain", analysis.score().outOfDomain());
            line.put("model", analyser.scorer().model().manifest().version());
            line.put(
                    "warnings",
                    analysis.warnings().stream()
                            .map(warning -> Map.of("code", warning.code().code(), "detail", warning.detail()))
                            .toList());
            line.put("heatmap", heatmaps == null ? null : written(image, heatmaps, analysis.heatmap()));
        } catch (RejectedImageException e) {
            line.put("error", e.reason().clientCode());
            line.put("detail", e.getMessage());
        } catch (IOException e) {
            line.put("error", "unreadable_file");
        }
        return line;
    }

    private static String written(Path image, Path folder, Heatmap map) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(image.getFileName() + ".heatmap.png");
        Files.write(file, HeatmapPng.of(map));
        return file.toString();
    }

    private static String text(Map<String, @Nullable Object> line) {
        if (line.get("error") != null) {
            return line.get("image") + ": " + line.get("error");
        }
        return String.format(
                Locale.ROOT, "%s: %.3f, percentile %.0f", line.get("image"), (Double) line.get("score"), (Double)
                        line.get("percentile"));
    }
}
