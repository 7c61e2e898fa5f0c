package com.engram.inference.commands;

import com.engram.inference.picture.RejectedPicture;
import com.engram.inference.scoring.Analyser;
import com.engram.inference.training.Evaluation;
import com.engram.inference.training.RatedImage;
import com.engram.inference.training.RatedSet;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<RatedImage> images = RatedSet.read(data);
        double[] predicted = new double[images.size()];
        try (Analyser analyser = engine.analyser(1)) {
            for (int i = 0; i < predicted.length; i++) {
                byte[] file = Files.readAllBytes(images.get(i).file());
                predicted[i] = analyser.analyse(file, new Analyser.Wish(false, false))
                        .score()
                        .value();
            }
        } catch (RejectedPicture e) {
            throw new IOException("A picture of the set cannot be scored: " + e.getMessage(), e);
        }
        Evaluation evaluation = Evaluation.of(predicted, images);
        System.out.println(json ? new ObjectMapper().writeValueAsString(evaluation) : evaluation.toString());
        return 0;
    }
}
