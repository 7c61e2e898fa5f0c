package com.engram.inference.image.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.TestImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pixel format becomes 8-bit RGB. */
class PixelFormatsTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), true);
    private static final int WIDTH = 256;
    private static final int HEIGHT = 192;

    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    /** The sides of the upright image where the first stored row and column are, as TIFF 6.0 defines the tag. */
    @ParameterizedTest
    @CsvSource({
        "1, top, left", "2, top, right", "3, bottom, right", "4, bottom, left",
        "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
    })
    void an_image_is_rotated_by_its_orientation(int orientation, String firstRow, String firstColumn) throws Exception {
        // Red at the start of the first row, green at its end.
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, WIDTH / 2, HEIGHT / 2);
        pen.setColor(Color.GREEN);
        pen.fillRect(WIDTH / 2, 0, WIDTH / 2, HEIGHT / 2);
        pen.dispose();
        DecodedImage decoded =
                decoder.decode(TestImages.oriented(TestImages.encoded(image, "jpg"), orientation), SCORE);
        boolean turned = orientation >= 5;
        assertThat(decoded.width()).isEqualTo(turned ? HEIGHT : WIDTH);
        assertThat(decoded.height()).isEqualTo(turned ? WIDTH : HEIGHT);
        Pixels pixels = decoded.scaled().get(0);
        assertColour(pixels, side(firstRow, firstColumn, "right"), side(firstRow, firstColumn, "bottom"), 255, 0, 0);
        String lastColumn = opposite(firstColumn);
        assertColour(pixels, side(firstRow, lastColumn, "right"), side(firstRow, lastColumn, "bottom"), 0, 255, 0);
    }

    @Test
    void a_cmyk_jpeg_is_decoded() throws Exception {
        // Inverted, as Adobe writes CMYK: 255 is no ink. Red is full magenta and yellow without cyan and black.
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        fill(inks, 255, 0, 0, 255);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(inks, null, null));
        }
        byte[] adobe = "\u00FF\u00EE\0\16Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertWhole(after(2, out.toByteArray(), adobe), 255, 0, 0);
    }

    @Test
    void sixteen_bits_per_channel_are_reduced_to_the_upper_eight() throws Exception {
        assertWhole(png(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT, 0xC0FF, 0x40FF, 0x00FF), 192, 64, 0);
        assertWhole(png(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_USHORT, 0x80FF), 128, 128, 128);
    }

    @Test
    void greyscale_with_alpha_is_composited_on_white() throws Exception {
        assertWhole(png(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE, 0, 128), 127, 127, 127);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void a_palette_is_applied(String format) throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(255, 102, 0));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        assertWhole(TestImages.encoded(image, format), 255, 102, 0);
    }

    @Test
    void colours_of_another_profile_become_srgb_and_the_profile_is_removed() throws Exception {
        // A linear value of 0.5 is 188 in sRGB.
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] file = after(2, solid(128, 128, 128), segment(profile));
        assertWhole(file, 188, 188, 188);
        byte[] preview = decoder.decode(file, SCORE).preview().orElseThrow().jpeg();
        assertThat(new String(preview, StandardCharsets.ISO_8859_1)).doesNotContain("ICC_PROFILE");
        assertThat(new Color(ImageIO.read(new ByteArrayInputStream(preview)).getRGB(9, 9)).getRed())
                .isCloseTo(188, within(3));
    }

    private static byte[] solid(int red, int green, int blue) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        fill(image.getRaster(), red, green, blue);
        return TestImages.encoded(image, "jpg");
    }

    private static byte[] png(int space, boolean alpha, int type, int... pixel) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space), alpha, false, alpha ? Color.TRANSLUCENT : Color.OPAQUE, type);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        fill(raster, pixel);
        return TestImages.encoded(new BufferedImage(model, raster, false, null), "png");
    }

    private static void fill(WritableRaster raster, int... pixel) {
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                raster.setPixel(x, y, pixel);
            }
        }
    }

    /** An APP2 segment with a complete profile. */
    private static byte[] segment(byte[] profile) {
        return ByteBuffer.allocate(18 + profile.length)
                .putShort((short) 0xFFE2)
                .putShort((short) (16 + profile.length))
                .put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1))
                .put(profile)
                .array();
    }

    private static byte[] after(int position, byte[] file, byte[] inserted) {
        return ByteBuffer.allocate(file.length + inserted.length)
                .put(file, 0, position)
                .put(inserted)
                .put(file, position, file.length - position)
                .array();
    }

    private static boolean side(String one, String other, String wanted) {
        return one.equals(wanted) || other.equals(wanted);
    }

    private static String opposite(String side) {
        return switch (side) {
            case "left" -> "right";
            case "right" -> "left";
            case "top" -> "bottom";
            default -> "top";
        };
    }

    private void assertWhole(byte[] file, int red, int green, int blue) throws Exception {
        Pixels pixels = decoder.decode(file, SCORE).scaled().get(0);
        assertColour(pixels, false, false, red, green, blue);
        assertColour(pixels, true, true, red, green, blue);
    }

    private static void assertColour(Pixels pixels, boolean right, boolean below, int red, int green, int blue) {
        int x = right ? pixels.width() - 8 : 8;
        int y = below ? pixels.height() - 8 : 8;
        int at = 3 * (y * pixels.width() + x);
        assertThat(pixels.rgb()[at] & 0xFF).as("red").isCloseTo(red, within(9));
        assertThat(pixels.rgb()[at + 1] & 0xFF).as("green").isCloseTo(green, within(9));
        assertThat(pixels.rgb()[at + 2] & 0xFF).as("blue").isCloseTo(blue, within(9));
    }
}
