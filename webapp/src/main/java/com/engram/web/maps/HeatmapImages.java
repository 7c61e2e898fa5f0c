package com.engram.web.maps;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.images.Image;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/** Draws heatmaps at the size of an image's preview, alone or over the preview. */
@ApplicationScoped
public class HeatmapImages {

    private static final int DEFAULT_SIDE = 640;

    @Inject
    private ObjectStore store;

    /** The heatmap as a transparent PNG. */
    public byte[] heatmapPng(Image image, HeatmapGrid grid) {
        return new HeatmapRenderer(grid)
                .renderPng(
                        image.previewWidth().orElse(DEFAULT_SIDE),
                        image.previewHeight().orElse(DEFAULT_SIDE));
    }

    /** The heatmap over the preview, as a PNG. The worker made the preview, so it is safe to decode here. */
    public byte[] overlayPng(Image image, HeatmapGrid grid) throws IOException {
        BufferedImage overlay;
        try (InputStream preview = store.read(ImageKeys.preview(image.id())).orElseThrow(NotFoundException::new)) {
            overlay = ImageIO.read(preview);
        }
        BufferedImage map = new HeatmapRenderer(grid).render(overlay.getWidth(), overlay.getHeight());
        Graphics2D graphics = overlay.createGraphics();
        graphics.drawImage(map, 0, 0, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(overlay, "png", out);
        return out.toByteArray();
    }
}
