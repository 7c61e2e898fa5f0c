package com.engram.inference.image.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.TestImages;
import com.engram.inference.platform.NativeLibraries;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class DecodingTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), false);
    private static final DecodeRequest ALL = new DecodeRequest(List.of(224), true);
    private static Decoder decoder;

    @BeforeAll
    static void start() throws Exception {
        NativeLibraries.loadOpenCv(); // for the images that this test encodes itself
        decoder = new IsolatedDecoder(DecodeLimits.DEFAULT, 1);
    }

    @AfterAll
    static void stop() {
        decoder.close();
    }

    @Test
    void a_truncated_jpeg_is_rejected_as_unreadable() {
        byte[] whole = TestImages.jpeg(640, 480);
        assertRejected(Arrays.copyOf(whole, whole.length / 2), Reason.UNREADABLE);
    }

    @Test
    void a_truncated_png_is_rejected_as_unreadable() {
        byte[] whole = TestImages.png(640, 480);
        assertRejected(Arrays.copyOf(whole, whole.length / 2), Reason.UNREADABLE);
    }

    @Test
    void an_empty_file_is_unreadable_and_text_is_of_no_supported_type() {
        assertRejected(new byte[0], Reason.UNREADABLE);
        assertRejected("%PDF-1.7 not an image".getBytes(StandardCharsets.US_ASCII), Reason.UNSUPPORTED_TYPE);
    }

    @Test
    void a_huge_image_is_rejected_by_its_header() {
        byte[] gif = {
            'G',
            'I',
            'F',
            '8',
            '9',
            'a',
            -1,
            -1,
            -1,
            -1,
            (byte) 0x80,
            0,
            0,
            0,
            0,
            0,
            -1,
            -1,
            -1,
            0x2C,
            0,
            0,
            0,
            0,
            -1,
            -1,
            -1,
            -1,
            0,
            2,
            1,
            0,
            0
        };
        assertRejected(gif, Reason.TOO_MANY_PIXELS);
    }

    @Test
    void the_network_gets_the_whole_image_in_its_aspect_ratio() throws Exception {
        DecodedImage image = decoder.decode(TestImages.jpeg(800, 600), SCORE);
        assertThat(image.width()).isEqualTo(800);
        Pixels pixels = image.scaled().get(0);
        assertThat(pixels.width()).isEqualTo(256);
        assertThat(pixels.height()).isEqualTo(192);
        assertThat(pixels.rgb()[0] & 0xFF).as("red on the left").isCloseTo(220, within(8));
    }

    @Test
    void derivatives_have_their_sizes_and_do_not_change_the_scored_pixels() throws Exception {
        byte[] file = TestImages.jpeg(3000, 2000);
        DecodedImage with = decoder.decode(file, ALL);
        assertThat(with.preview().orElseThrow().width()).isEqualTo(1280);
        assertThat(with.preview().orElseThrow().height()).isEqualTo(853);
        assertThat(with.thumbnail().orElseThrow().width()).isEqualTo(400);
        assertThat(with.scaled().get(0).rgb())
                .isEqualTo(decoder.decode(file, SCORE).scaled().get(0).rgb());
    }

    @Test
    void requesting_a_second_size_does_not_change_the_first() throws Exception {
        byte[] file = TestImages.jpeg(858, 274);
        DecodedImage both = decoder.decode(file, new DecodeRequest(List.of(224, 320), false));
        assertThat(both.scaled().get(0).rgb())
                .isEqualTo(decoder.decode(file, SCORE).scaled().get(0).rgb());
    }

    @Test
    void a_rotated_image_is_decoded_upright() throws Exception {
        DecodedImage image = decoder.decode(TestImages.oriented(TestImages.jpeg(800, 600), 6), ALL);
        assertThat(image.width()).isEqualTo(600);
        assertThat(image.height()).isEqualTo(800);
        Pixels pixels = image.scaled().get(0);
        assertThat(pixels.height()).isGreaterThan(pixels.width());
        int red = pixels.rgb()[0] & 0xFF;
        int redBelow = pixels.rgb()[pixels.rgb().length - 3] & 0xFF;
        assertThat(red).as("what was left is now above").isGreaterThan(redBelow);
    }

    @Test
    void derivatives_carry_no_metadata() throws Exception {
        DecodedImage image = decoder.decode(TestImages.oriented(TestImages.jpeg(800, 600), 6), ALL);
        String jpeg = new String(image.preview().orElseThrow().jpeg(), StandardCharsets.ISO_8859_1);
        assertThat(jpeg).doesNotContain("Exif").doesNotContain("ICC_PROFILE");
    }

    @Test
    void transparency_is_composited_on_white() throws Exception {
        BufferedImage clear = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
        Pixels pixels =
                decoder.decode(TestImages.encoded(clear, "png"), SCORE).scaled().get(0);
        assertThat(pixels.rgb()).containsOnly((byte) 255);
    }

    @Test
    void the_first_frame_of_a_gif_is_decoded() throws Exception {
        byte[] gif = TestImages.encoded(TestImages.scene(64, 64, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        assertThat(decoder.decode(gif, SCORE).width()).isEqualTo(64);
    }

    @Test
    void the_first_frame_of_an_animated_webp_is_decoded_at_its_position() throws Exception {
        Mat red = new Mat(64, 64, CvType.CV_8UC3, new Scalar(0, 0, 220));
        MatOfByte still = new MatOfByte();
        Imgcodecs.imencode(".webp", red, still);
        DecodedImage image = decoder.decode(animated(still.toArray(), 64, 64, 128, 64), SCORE);
        assertThat(image.width()).isEqualTo(128);
        Pixels pixels = image.scaled().get(0);
        int last = 3 * (pixels.width() - 1);
        assertThat(pixels.rgb()[1] & 0xFF).as("white on the left").isGreaterThan(240);
        assertThat(pixels.rgb()[last] & 0xFF).as("red on the right").isCloseTo(220, within(12));
        assertThat(pixels.rgb()[last + 1] & 0xFF).as("and no green there").isLessThan(20);
    }

    /** One frame at the right edge of a canvas. */
    private static byte[] animated(byte[] still, int width, int height, int canvasWidth, int canvasHeight) {
        byte[] frame = Arrays.copyOfRange(still, 12, still.length);
        ByteBuffer file = ByteBuffer.allocate(12 + 18 + 14 + 24 + frame.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(file.capacity() - 8);
        file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x02);
        put24(file, canvasWidth - 1);
        put24(file, canvasHeight - 1);
        file.put("ANIM".getBytes(StandardCharsets.US_ASCII)).putInt(6).putInt(0).putShort((short) 0);
        file.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + frame.length);
        put24(file, (canvasWidth - width) / 2);
        put24(file, 0);
        put24(file, width - 1);
        put24(file, height - 1);
        put24(file, 100);
        return file.put((byte) 0).put(frame).array();
    }

    private static void put24(ByteBuffer file, int value) {
        file.putShort((short) value).put((byte) (value >> 16));
    }

    @Test
    void a_timeout_affects_only_one_image() throws Exception {
        DecodeLimits shortTime = new DecodeLimits(50_000_000, Duration.ofMillis(60), 448);
        try (Decoder limited = new IsolatedDecoder(shortTime, 1)) {
            // A new process takes longer than that to start, so its first image always exceeds the limit.
            assertThatExceptionOfType(RejectedImageException.class)
                    .isThrownBy(() -> limited.decode(TestImages.png(4000, 4000), ALL))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DECODE_TIMEOUT));
        }
        assertThat(decoder.decode(TestImages.png(64, 64), SCORE).width()).isEqualTo(64);
    }

    private static void assertRejected(byte[] file, Reason reason) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decoder.decode(file, SCORE))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
