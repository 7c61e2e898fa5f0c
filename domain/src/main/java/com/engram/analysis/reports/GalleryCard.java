package com.engram.analysis.reports;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.scorers.estimates.Score;
import java.util.Optional;
import java.util.UUID;

/**
 * An image in the gallery, with its current analysis.
 *
 * @param isReady whether its preview and thumbnail can be shown
 * @param score empty until there is one
 * @param problemCode what went wrong, as a stable code
 * @param problem what went wrong, as text in English
 * @param width of the preview in pixels; empty until the image is ready
 * @param height of the preview in pixels; empty until the image is ready
 */
public record GalleryCard(
        UUID image,
        String filename,
        boolean isReady,
        UUID analysis,
        AnalysisState state,
        Optional<Score> score,
        Optional<String> problemCode,
        Optional<String> problem,
        Optional<Integer> width,
        Optional<Integer> height) {

    /** The position of a page's end if this is its last image. */
    public GalleryPosition position() {
        return new GalleryPosition(image, score.map(score -> (float) score.value()));
    }
}
