package com.engram.inference.image.decoding;

import static com.engram.inference.image.HeifBuilder.join;
import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.ImageWarning.Code;
import com.engram.inference.image.TestImages;
import com.engram.inference.image.TestPixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Animations, transparency and images that show nothing are decoded and reported. */
class WarningsTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), false);

    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    @Test
    void an_ordinary_image_has_no_warning() throws Exception {
        assertThat(codes(TestImages.jpeg(640, 480))).isEmpty();
        assertThat(codes(TestImages.encoded(TestImages.scene(300, 200, BufferedImage.TYPE_INT_ARGB), "png")))
                .isEmpty();
    }

    @Test
    void a_gif_has_its_whole_canvas_and_the_frame_at_its_place() throws Exception {
        byte[] gif = TestImages.encoded(TestImages.scene(64, 64, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        DecodedImage image = decode(placed(gif, 128, 96, 64, 32));
        assertThat(List.of(image.width(), image.height())).containsExactly(128, 96);
        TestPixels.assertColour(image, 0.2, 0.2, 255, 255, 255, 2);
        TestPixels.assertColour(image, 0.55, 0.95, 220, 30, 30, 25); // the nearest colour of the palette
        assertThat(image.has(Code.TRANSPARENT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64, 32, 16, 96, 80", // A frame beyond a small canvas enlarges it.
        "64, 64, 65535, 65535, 64, 64", // An absurd position does not.
        "60000, 60000, 0, 0, 64, 64" // An absurd canvas is ignored.
    })
    void the_canvas_of_a_gif_fits_its_frame(int width, int height, int left, int top, int wide, int high)
            throws Exception {
        byte[] gif = TestImages.encoded(TestImages.scene(64, 64, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        DecodedImage image = decode(placed(gif, width, height, left, top));
        assertThat(List.of(image.width(), image.height())).containsExactly(wide, high);
        assertThat(image.has(Code.NOTHING_TO_SEE)).isEqualTo(left == 65535);
    }

    @Test
    void the_frames_of_a_gif_are_counted() throws Exception {
        byte[] gif = TestImages.encoded(TestImages.scene(64, 64, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        int frame = frameStart(gif);
        byte[] once = Arrays.copyOfRange(gif, frame, gif.length - 1);
        byte[] three = join(Arrays.copyOf(gif, gif.length - 1), once, once, new byte[] {0x3B});
        assertThat(decode(three).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.detail()).contains("Frame 1 of 3"));
    }

    @Test
    void a_black_drawing_on_transparency_is_on_white() throws Exception {
        DecodedImage image = decode(logo(Color.BLACK));
        TestPixels.assertColour(image, 0.02, 0.02, 255, 255, 255, 1);
        assertThat(image.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.detail()).contains("scored on white"));
    }

    @Test
    void a_white_drawing_on_transparency_is_on_dark_grey() throws Exception {
        DecodedImage image = decode(logo(Color.WHITE));
        TestPixels.assertColour(image, 0.02, 0.02, 51, 51, 51, 1);
        TestPixels.assertColour(image, 0.5, 0.5, 255, 255, 255, 3);
        assertThat(image.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.detail()).contains("scored on dark grey"));
    }

    @Test
    void images_that_show_nothing_are_recognised() throws Exception {
        assertThat(codes(TestImages.png(1, 1))).contains(Code.NOTHING_TO_SEE);
        assertThat(codes(TestImages.encoded(new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB), "png")))
                .contains(Code.NOTHING_TO_SEE, Code.TRANSPARENT);
        assertThat(codes(TestImages.encoded(new BufferedImage(1200, 628, BufferedImage.TYPE_INT_RGB), "jpg")))
                .containsExactly(Code.NOTHING_TO_SEE);
    }

    @Test
    void the_noise_of_a_covered_lens_shows_nothing() throws Exception {
        BufferedImage dark = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int y = 0; y < 1200; y++) {
            for (int x = 0; x < 1600; x++) {
                int level = random.nextInt(20);
                dark.setRGB(x, y, new Color(level, level, random.nextInt(20)).getRGB());
            }
        }
        assertThat(codes(TestImages.encoded(dark, "jpg"))).containsExactly(Code.NOTHING_TO_SEE);
    }

    @Test
    void a_small_drawing_on_a_white_page_shows_something() throws Exception {
        BufferedImage page = new BufferedImage(1200, 800, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 1200, 800);
        pen.setColor(Color.GRAY);
        pen.fillOval(500, 300, 120, 120);
        pen.dispose();
        assertThat(codes(TestImages.encoded(page, "png"))).isEmpty();
    }

    private DecodedImage decode(byte[] file) throws Exception {
        return decoder.decode(file, SCORE);
    }

    private List<Code> codes(byte[] file) throws Exception {
        return decode(file).warnings().stream().map(ImageWarning::code).toList();
    }

    private static byte[] logo(Color colour) {
        BufferedImage image = new BufferedImage(400, 200, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillOval(100, 20, 200, 160);
        pen.dispose();
        return TestImages.encoded(image, "png");
    }

    /** The file with another canvas, and the frame at another position. */
    private static byte[] placed(byte[] gif, int width, int height, int left, int top) {
        byte[] file = gif.clone();
        put(file, 6, width);
        put(file, 8, height);
        int frame = frameStart(gif);
        while (file[frame] == 0x21) { // extensions before the frame
            frame += 2;
            while (file[frame] != 0) {
                frame += 1 + (file[frame] & 0xFF);
            }
            frame++;
        }
        put(file, frame + 1, left);
        put(file, frame + 3, top);
        return file;
    }

    /** Where the first block after the palette is. */
    private static int frameStart(byte[] gif) {
        return 13 + ((gif[10] & 0x80) != 0 ? 3 << ((gif[10] & 7) + 1) : 0);
    }

    private static void put(byte[] file, int at, int value) {
        file[at] = (byte) value;
        file[at + 1] = (byte) (value >> 8);
    }
}
