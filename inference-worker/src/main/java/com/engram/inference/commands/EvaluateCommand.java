package com.engram.inference.commands;

import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.engram.inference.picture.RejectedPicture;
import com.engram.inference.scoring.Analyser;
import com.engram.inference.training.Evaluation;
import com.engram.inference.training.Fixations;
import com.engram.inference.training.RatedImage;
import com.engram.inference.training.RatedSet;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: compares scores with what people remembered. */
@Command(name = "evaluate", description = "Judges the model on rated pictures that it was not trained on.")
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--data", required = true, description = "CSV of image,hit_rate[,category[,subcategory]]")
    private Path data = Path.of(".");

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--maps", description = "also judge this many pictures' maps by insertion and deletion")
    private int maps;

    @Option(
            names = "--fixations",
            description =
                    "CSV of image,viewer,x,y: also compare the maps of --maps many pictures with where people looked")
    private @Nullable Path fixations;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<RatedImage> images = RatedSet.read(data);
        double[] predicted = new double[images.size()];
        List<String> tables = new ArrayList<>();
        try (Analyser analyser = engine.analyser(1)) {
            for (int i = 0; i < predicted.length; i++) {
                byte[] file = Files.readAllBytes(images.get(i).file());
                predicted[i] = analyser.analyse(file, new Analyser.Wish(false, false, false))
                        .score()
                        .value();
            }
            tables.addAll(tables(images, analyser));
        } catch (RejectedPicture e) {
            throw new IOException("A picture of the set cannot be scored: " + e.getMessage(), e);
        }
        Evaluation evaluation = Evaluation.of(predicted, images);
        System.out.println(json ? new ObjectMapper().writeValueAsString(evaluation) : evaluation.toString());
        tables.forEach(json ? System.err::println : System.out::println);
        return 0;
    }

    private List<String> tables(List<RatedImage> images, Analyser analyser) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (OpenCvDecoder decoder = new OpenCvDecoder(Limits.DEFAULT)) {
            if (maps > 0) {
                try (MapTable table = new MapTable(analyser.scorer(), decoder)) {
                    for (int i = 0; i < Math.min(maps, images.size()); i++) {
                        table.judge(images.get(i * images.size() / Math.min(maps, images.size()))
                                .file());
                    }
                    lines.add("maps of " + Math.min(maps, images.size()) + " pictures:");
                    lines.addAll(table.verdicts());
                }
            }
            if (fixations != null) {
                try (MapTable table = new MapTable(analyser.scorer(), decoder)) {
                    Map<Path, List<double[]>> looked = Fixations.read(fixations);
                    for (Map.Entry<Path, List<double[]>> picture :
                            looked.entrySet().stream().limit(Math.max(1, maps)).toList()) {
                        table.compare(picture.getKey(), picture.getValue());
                    }
                    lines.add("maps against gaze:");
                    lines.addAll(table.gazes());
                }
            }
        }
        return lines;
    }
}
