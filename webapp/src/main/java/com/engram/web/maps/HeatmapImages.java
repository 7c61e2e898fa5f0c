package com.engram.web.maps;

import com.engram.analysis.backends.HeatmapGrid;
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

/** Draws maps at the size of a picture's preview, alone or laid over it. */
@ApplicationScoped
public class HeatmapImages {

    private static final int SIDE_IF_UNKNOWN = 640;

    @Inject
    private ObjectStore store;

    /** The colour map, transparent, as a PNG. */
    public byte[] alone(Image image, HeatmapGrid grid) {
        return new HeatmapRenderer(grid)
                .png(
                        image.previewWidth().orElse(SIDE_IF_UNKNOWN),
                        image.previewHeight().orElse(SIDE_IF_UNKNOWN));
    }

    /** The colour map over the preview, as a PNG. The preview is our own JPEG, so it may be decoded here. */
    public byte[] overPicture(Image image, HeatmapGrid grid) throws IOException {
        BufferedImage picture;
        try (InputStream preview = store.read(ImageKeys.preview(image.id())).orElseThrow(NotFoundException::new)) {
            picture = ImageIO.read(preview);
        }
        BufferedImage map = new HeatmapRenderer(grid).image(picture.getWidth(), picture.getHeight());
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(map, 0, 0, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
