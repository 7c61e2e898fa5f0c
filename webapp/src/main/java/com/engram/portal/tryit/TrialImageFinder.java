package com.engram.portal.tryit;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.sharing.ShareLinks;
import com.engram.sharing.SharedResult;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.results.ScoreView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Finds the images of the try-it box. */
@ApplicationScoped
class TrialImageFinder {

    @Inject
    private ShareLinks shareLinks;

    @Inject
    private Images images;

    @Inject
    private Analyses analyses;

    /**
     * An image of the try-it box.
     *
     * @param isWaiting whether the analysis is unfinished
     * @param problemCode why there is no score, as a stable code
     * @param problem why there is no score, in English
     */
    public record TriedImage(
            String token,
            boolean isWaiting,
            boolean isReady,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<ScoreView> score,
            Optional<String> problemCode,
            Optional<String> problem) {

        /** The URL of the result. */
        public String href() {
            return "/try/" + token;
        }

        /** The URL of the share page, which serves the image and its heatmap. */
        public String shared() {
            return "/share/" + token;
        }
    }

    /** The image with that token, until it expires. */
    Optional<TriedImage> find(String token) {
        Optional<UUID> shared = shareLinks
                .findByToken(token)
                .filter(found ->
                        found.tenant().equals(TenantId.TRY_IT) && found.result().kind() == SharedResult.Kind.IMAGE)
                .map(found -> found.result().id());
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        try (Scope.Entered ignored = Scope.enter(TenantId.TRY_IT)) {
            Optional<Analysis> analysis = analyses.findCurrent(shared.get());
            return images.findImage(shared.get()).flatMap(image -> analysis.map(a -> toTriedImage(token, image, a)));
        }
    }

    private static TriedImage toTriedImage(String token, Image image, Analysis analysis) {
        return new TriedImage(
                token,
                !analysis.state().isFinal(),
                image.isReady(),
                image.previewWidth(),
                image.previewHeight(),
                analysis.score().map(ScoreView::new),
                analysis.problemCode(),
                analysis.problemDetail());
    }
}
