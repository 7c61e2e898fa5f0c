package com.engram.web.reports;

import com.engram.analysis.EarlierResults;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.images.Image;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.web.maps.HeatmapImages;
import com.engram.web.results.ScoreView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Reads images of the current tenant for reports. The worker made previews and thumbnails, so they are safe to show. */
@ApplicationScoped
class ReportImages {

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private ObjectStore store;

    @Inject
    private HeatmapImages heatmaps;

    /** An image with its preview and its best heatmap. */
    ReportImage withMap(Image image, Optional<Score> score) {
        Optional<String> picture =
                Optional.of(image).filter(Image::isReady).flatMap(ready -> read(ImageKeys.preview(ready.id())));
        return new ReportImage(
                image.filename(),
                picture,
                picture.flatMap(shown -> findMap(image)),
                image.previewHeight().orElse(0) > image.previewWidth().orElse(0),
                score.map(ScoreView::new));
    }

    private Optional<String> findMap(Image image) {
        return earlierResults.findBestHeatmap(image.id()).map(grid -> {
            try {
                return toUrl(heatmaps.overlayJpeg(image, grid));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The thumbnail of an image as a {@code data:} URL. */
    Optional<String> findThumbnail(UUID image) {
        return read(ImageKeys.thumbnail(image));
    }

    private Optional<String> read(String key) {
        return store.read(key).map(stream -> {
            try (InputStream in = stream) {
                return toUrl(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String toUrl(byte[] jpeg) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
    }
}
