package com.engram.inference.serving;

import com.engram.inference.model.Manifest;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What is known of each loaded model, for {@code GET /model-card}. */
public record ModelCards(List<Card> models) {
    /**
     * One model.
     *
     * @param active whether it answers unless another is asked for
     * @param interval what is added to a score for the lower and upper end of its 90 % interval
     * @param card what its training wrote: data, figures on held-out images, limits; null for a model without
     */
    public record Card(
            String name,
            String version,
            boolean active,
            String architecture,
            List<String> layers,
            int side,
            List<Double> interval,
            JsonNode card) {}

    static ModelCards of(LoadedModels models) {
        return new ModelCards(models.all().stream()
                .map(analyser -> card(analyser, analyser == models.active()))
                .toList());
    }

    private static Card card(ImageAnalyser analyser, boolean active) {
        Manifest manifest = analyser.scorer().model().manifest();
        return new Card(
                manifest.name(),
                manifest.version(),
                active,
                manifest.architecture(),
                manifest.layers(),
                manifest.preprocessing().side(),
                List.of(manifest.calibration().lower(), manifest.calibration().upper()),
                analyser.scorer().model().card());
    }
}
