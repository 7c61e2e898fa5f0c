package com.engram.inference.training.commands;

import com.engram.inference.commands.AdditionalCommand;
import com.engram.inference.commands.EngineOptions;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.scoring.AnalysisOptions;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.training.EvaluateHeads;
import com.engram.inference.training.data.Fixations;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.data.RatedImages;
import com.engram.inference.training.evaluation.Evaluation;
import com.engram.inference.training.evaluation.HeatmapComparison;
import com.engram.inference.training.progress.TerminalProgress;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: compares scores with measured hit rates. */
@Command(name = "evaluate", description = "Evaluates the model on rated images.")
public final class EvaluateCommand implements AdditionalCommand {
    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--data",
            required = true,
            description = "CSV file with the columns image,hit_rate[,category[,subcategory]]")
    private Path data = Path.of(".");

    @Option(names = "--json", description = "print the figures as a JSON object")
    private boolean json;

    @Option(names = "--maps", description = "also evaluate the heatmaps of this many images by insertion and deletion")
    private int maps;

    @Option(
            names = "--fixations",
            description =
                    "CSV file with the columns image,x,y: also compare the heatmaps of --maps images with eye fixations")
    private @Nullable Path fixations;

    @Option(
            names = "--draws",
            description =
                    "instead, compare kinds of heads by nested cross-validation on this many random divisions into folds")
    private int draws;

    @Option(
            names = "--features",
            description = "file that keeps the features of the images between runs of --draws; it is created")
    private @Nullable Path features;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<RatedImage> images = RatedImages.read(data);
        if (draws > 0) {
            return compareHeads(images);
        }
        double[] predicted = new double[images.size()];
        List<String> tables = new ArrayList<>();
        try (ImageAnalyser analyser = engine.analyser(1)) {
            for (int i = 0; i < predicted.length; i++) {
                byte[] file = Files.readAllBytes(images.get(i).file());
                predicted[i] = analyser.analyse(file, AnalysisOptions.SCORE_ONLY)
                        .score()
                        .value();
            }
            tables.addAll(tables(images, analyser));
        } catch (RejectedImageException e) {
            throw new IOException("An image cannot be scored: " + e.getMessage(), e);
        }
        Evaluation evaluation = Evaluation.of(predicted, images);
        System.out.println(json ? new ObjectMapper().writeValueAsString(evaluation) : evaluation.toString());
        tables.forEach(json ? System.err::println : System.out::println);
        return 0;
    }

    private int compareHeads(List<RatedImage> images) throws IOException, InterruptedException {
        try (OpenCvDecoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);
                TerminalProgress progress = new TerminalProgress()) {
            EvaluateHeads.Figures figures =
                    new EvaluateHeads(engine.getDefaultModel(), features, draws, 1).execute(images, decoder, progress);
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(figures));
            } else {
                figures.toLines().forEach(System.out::println);
            }
        }
        return 0;
    }

    private List<String> tables(List<RatedImage> images, ImageAnalyser analyser)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (OpenCvDecoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            if (maps > 0) {
                try (HeatmapComparison table = new HeatmapComparison(analyser.scorer(), decoder)) {
                    for (int i = 0; i < Math.min(maps, images.size()); i++) {
                        table.evaluate(images.get(i * images.size() / Math.min(maps, images.size()))
                                .file());
                    }
                    lines.add("heatmaps of " + Math.min(maps, images.size()) + " images:");
                    lines.addAll(table.insertionAndDeletion());
                }
            }
            if (fixations != null) {
                try (HeatmapComparison table = new HeatmapComparison(analyser.scorer(), decoder)) {
                    Map<Path, List<double[]>> fixated = Fixations.read(fixations);
                    for (Map.Entry<Path, List<double[]>> image :
                            fixated.entrySet().stream().limit(Math.max(1, maps)).toList()) {
                        table.compareWithFixations(image.getKey(), image.getValue());
                    }
                    lines.add("heatmaps compared with fixations:");
                    lines.addAll(table.fixationAgreement());
                }
            }
        }
        return lines;
    }
}
