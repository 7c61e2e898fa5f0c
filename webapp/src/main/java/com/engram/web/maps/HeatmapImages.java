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
        return heatmapPng(image, grid, ColourMap.PLASMA);
    }

    /** The heatmap in those colours as a transparent PNG. */
    public byte[] heatmapPng(Image image, HeatmapGrid grid, ColourMap colours) {
        return new HeatmapRenderer(grid, colours, 1)
                .renderPng(
                        image.previewWidth().orElse(DEFAULT_SIDE),
                        image.previewHeight().orElse(DEFAULT_SIDE));
    }

    /** The heatmap over the preview, as a PNG. The worker made the preview, so it is safe to decode here. */
    public byte[] overlayPng(Image image, HeatmapGrid grid) throws IOException {
        return overlayPng(image, grid, ColourMap.PLASMA, 1);
    }

    /**
     * The heatmap in those colours over the preview, as a PNG.
     *
     * @param opacity 0 to 1; 0 leaves the preview alone
     */
    public byte[] overlayPng(Image image, HeatmapGrid grid, ColourMap colours, double opacity) throws IOException {
        return encode(overlay(image, grid, colours, opacity), "png");
    }

    /** The heatmap over the preview, as a JPEG, which is a tenth as large. */
    public byte[] overlayJpeg(Image image, HeatmapGrid grid) throws IOException {
        return encode(overlay(image, grid, ColourMap.PLASMA, 1), "jpeg");
    }

    private BufferedImage overlay(Image image, HeatmapGrid grid, ColourMap colours, double opacity) throws IOException {
        BufferedImage overlay;
        try (InputStream preview = store.read(ImageKeys.preview(image.id())).orElseThrow(NotFoundException::new)) {
            overlay = ImageIO.read(preview);
        }
        BufferedImage map = new HeatmapRenderer(grid, colours, opacity).render(overlay.getWidth(), overlay.getHeight());
        Graphics2D graphics = overlay.createGraphics();
        graphics.drawImage(map, 0, 0, null);
        graphics.dispose();
        return overlay;
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
