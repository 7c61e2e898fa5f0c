package com.engram.inference;

import com.engram.inference.commands.EngramCommand;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.decoding.OpenCvDecoder;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Loads the classes that scoring needs, so that the JVM can write them to the class data sharing archive when it exits. It
 * decodes and scores one image in this process. See {@code archive_classes} in {@code ./engram}.
 */
final class ClassArchiveWarmUp {
    private static final int SIDE = 224;

    private ClassArchiveWarmUp() {}

    public static void main(String[] arguments) throws Exception {
        Path image = Files.createTempFile("engram-warm-up", ".jpg");
        ImageIO.write(new BufferedImage(2 * SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "jpg", image.toFile());
        try (Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT)) {
            decoder.decode(Files.readAllBytes(image), new DecodeRequest(List.of(SIDE), true));
            EngramCommand.run("score", "--json", image.toString());
        } finally {
            Files.delete(image);
        }
    }
}
