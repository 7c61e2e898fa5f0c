package com.engram.inference;

import com.engram.inference.commands.EngramCommand;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Does once what a score needs, in this one process and with the decoder in it, so that Java can archive the classes that were
 * loaded (see {@code build_engine} in {@code ./engram}).
 */
final class Rehearsal {
    private static final int SIDE = 224;

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        Path picture = Files.createTempFile("engram-rehearsal", ".jpg");
        ImageIO.write(new BufferedImage(2 * SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "jpg", picture.toFile());
        try (Decoder decoder = new OpenCvDecoder(Limits.DEFAULT)) {
            decoder.decode(Files.readAllBytes(picture), new DecodeRequest(List.of(SIDE), true));
            EngramCommand.run("score", "--json", picture.toString());
        } finally {
            Files.delete(picture);
        }
    }
}
