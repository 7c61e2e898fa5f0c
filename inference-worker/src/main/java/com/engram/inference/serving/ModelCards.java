package com.engram.inference.serving;

import com.engram.inference.model.Manifest;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The response of {@code GET /model-card}.
 *
 * @param models the default model first
 */
record ModelCards(List<Card> models) {
    /**
     * A model.
     *
     * @param name see {@link Manifest#name}
     * @param version see {@link Manifest#version}
     * @param active whether this is the default model
     * @param architecture see {@link Manifest#architecture}
     * @param layers see {@link Manifest#layers}
     * @param side see {@link com.engram.inference.model.Preprocessing#side}
     * @param interval what is added to a score for the lower and the upper end of its 90 % interval
     * @param card data, figures and limits of the training; empty if they are unknown
     */
    record Card(
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
                .map(analyser -> card(analyser, analyser == models.all().get(0)))
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
