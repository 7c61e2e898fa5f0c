package com.engram.inference.image.decoding;

import static com.engram.inference.image.HeifBuilder.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.TestImages;
import com.engram.inference.image.TestPixels;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEG files that browsers show although they are not quite in order, and those that are refused by name. */
class JpegFilesTest {
    private static final DecodeRequest ALL = new DecodeRequest(List.of(224), true);

    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    @Test
    void bytes_between_segments_are_skipped() throws Exception {
        byte[] whole = TestImages.jpeg(640, 480);
        int frame = indexOf(whole, 0xC0);
        byte[] file = join(
                Arrays.copyOf(whole, frame),
                new byte[] {0, 17, 0x7F, 3, 5},
                Arrays.copyOfRange(whole, frame, whole.length));
        assertThat(pixels(file)).isEqualTo(pixels(whole));
    }

    @Test
    void a_missing_end_marker_is_accepted() throws Exception {
        byte[] whole = TestImages.jpeg(640, 480);
        assertThat(pixels(Arrays.copyOf(whole, whole.length - 2))).isEqualTo(pixels(whole));
    }

    @Test
    void a_few_missing_blocks_at_the_end_are_accepted() throws Exception {
        byte[] whole = TestImages.encoded(noise(640, 480), "jpg");
        assertThat(decoder.decode(Arrays.copyOf(whole, whole.length - 40), ALL).height())
                .isEqualTo(480);
    }

    @Test
    void a_file_that_was_cut_off_is_rejected_with_its_share() {
        byte[] whole = TestImages.encoded(noise(640, 480), "jpg");
        assertRejected(
                Arrays.copyOf(whole, whole.length * 2 / 5),
                Reason.UNREADABLE,
                "The file is cut off after (3[0-9]|4[0-4]) % of its data\\.");
        assertRejected(Arrays.copyOf(whole, 200), Reason.UNREADABLE, "The file is cut off: .*");
    }

    @ParameterizedTest
    @CsvSource({
        "c3, 08, Lossless JPEG",
        "c5, 08, Hierarchical JPEG",
        "c9, 08, Arithmetic-coded JPEG",
        "c1, 0c, 12-bit JPEG",
        "f7, 08, JPEG-LS"
    })
    void other_processes_are_named(String marker, String precision, String name) {
        byte[] file = HexFormat.of().parseHex("ffd8ff" + marker + "000b" + precision + "0010001001011100ffd9");
        assertRejected(file, Reason.UNSUPPORTED_TYPE, name + " files are not supported\\..*");
    }

    @Test
    void a_jpeg_of_200_megapixels_is_read() throws Exception {
        // Grey blocks without any detail take two bits each.
        int width = 16_384;
        int height = 12_288;
        byte[] blocks = new byte[width / 8 * (height / 8) / 4];
        DecodedImage image = decoder.decode(join(greyHeader(width, height, "c0"), blocks, end()), ALL);
        assertThat(List.of(image.width(), image.height())).containsExactly(width, height);
        assertThat(image.preview().orElseThrow().width()).isEqualTo(1280);
        TestPixels.assertColour(image, 0.5, 0.5, 128, 128, 128, 2);
    }

    @Test
    void whether_a_jpeg_is_slow_is_known_from_its_beginning() throws Exception {
        byte[] whole = TestImages.jpeg(640, 480);
        byte[] beginning = Arrays.copyOf(whole, indexOf(whole, 0xDA) + 100);
        assertThat(decoder.isSlow(beginning)).isFalse();

        int frame = indexOf(whole, 0xC0);
        ByteBuffer.wrap(beginning).putShort(frame + 5, (short) 9_000).putShort(frame + 7, (short) 10_000);
        assertThat(decoder.isSlow(beginning)).isTrue();

        ByteBuffer.wrap(beginning).putShort(frame + 5, (short) 30_000);
        assertThatExceptionOfType(RejectedImageException.class).isThrownBy(() -> decoder.isSlow(beginning));
    }

    @Test
    void larger_ones_are_rejected_with_the_limit() {
        assertRejected(
                join(greyHeader(32_768, 12_288, "c0"), new byte[9], end()),
                Reason.TOO_MANY_PIXELS,
                ".* more than 250 megapixels\\.");
        assertRejected(
                join(greyHeader(16_384, 12_288, "c2"), new byte[9], end()),
                Reason.TOO_MANY_PIXELS,
                ".* A progressive JPEG of this kind may have at most 150 megapixels\\.");
    }

    @Test
    void a_profile_for_grey_is_applied() throws Exception {
        BufferedImage grey = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 64, 64, 0, filled(64 * 64, 128));
        byte[] file = withProfile(TestImages.encoded(grey, "jpg"), IccProfileWriter.grey(1));
        // A linear value of 0.5 is 188 in sRGB.
        TestPixels.assertColour(decoder.decode(file, ALL), 0.5, 0.5, 188, 188, 188, 3);
    }

    @Test
    void a_profile_for_another_number_of_channels_is_ignored() throws Exception {
        byte[] plain = TestImages.jpeg(640, 480);
        assertThat(pixels(withProfile(plain, IccProfileWriter.grey(1)))).isEqualTo(pixels(plain));
    }

    @Test
    void a_profile_without_all_of_its_parts_is_ignored() throws Exception {
        byte[] plain = TestImages.jpeg(640, 480);
        byte[] profile =
                java.awt.color.ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] wrong = withProfile(plain, profile);
        wrong[indexOf(wrong, 0xE2) + 16] = 7; // the number of the part
        assertThat(pixels(wrong)).isEqualTo(pixels(plain));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 128"})
    void the_inks_of_cmyk_are_converted_by_their_profile(int transform, int chroma) throws Exception {
        // No cyan, magenta and yellow, as inverted inks or as luma and chroma; and full black.
        int complement = transform == 2 ? 0 : 255;
        byte[] paper = cmyk(transform, complement, transform == 2 ? chroma : 255, transform == 2 ? chroma : 255, 255);
        TestPixels.assertColour(decoder.decode(paper, ALL), 0.5, 0.5, 255, 255, 255, 4);
        byte[] black = cmyk(transform, complement, transform == 2 ? chroma : 255, transform == 2 ? chroma : 255, 0);
        // The profile says that black ink is red.
        Color ink = new Color(TestInkProfile.RED);
        TestPixels.assertColour(decoder.decode(black, ALL), 0.5, 0.5, ink.getRed(), ink.getGreen(), ink.getBlue(), 8);
    }

    private static byte[] cmyk(int transform, int... stored) throws Exception {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, 4, null);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                inks.setPixel(x, y, stored);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(inks, null, null));
        }
        byte[] adobe = "\u00FF\u00EE\0\16Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        adobe[15] = (byte) transform;
        byte[] plain = out.toByteArray();
        byte[] marked = join(Arrays.copyOf(plain, 2), adobe, Arrays.copyOfRange(plain, 2, plain.length));
        return withProfile(marked, TestInkProfile.bytes());
    }

    private static byte[] withProfile(byte[] jpeg, byte[] profile) {
        byte[] segment = ByteBuffer.allocate(18 + profile.length)
                .putShort((short) 0xFFE2)
                .putShort((short) (16 + profile.length))
                .put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1))
                .put(profile)
                .array();
        return join(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A header for grey blocks whose only codes are one zero bit each: no difference, and end of block. */
    private static byte[] greyHeader(int width, int height, String process) {
        String size = String.format("%04x%04x", height, width);
        String scan = process.equals("c2") ? "000000" : "003f00";
        return HexFormat.of()
                .parseHex("ffd8ffdb004300" + "01".repeat(64) + "ff" + process + "000b08" + size + "01011100"
                        + "ffc4001400" + "01" + "00".repeat(15) + "00" + "ffc4001410" + "01" + "00".repeat(15) + "00"
                        + "ffda0008010100" + scan);
    }

    private static byte[] end() {
        return new byte[] {(byte) 0xFF, (byte) 0xD9};
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage image = TestImages.scene(width, height, BufferedImage.TYPE_INT_RGB);
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < width * height / 4; i++) {
            image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt(1 << 24));
        }
        return image;
    }

    private static int[] filled(int length, int value) {
        int[] values = new int[length];
        Arrays.fill(values, value);
        return values;
    }

    private static int indexOf(byte[] file, int marker) {
        for (int at = 0; at < file.length; at++) {
            if (file[at] == (byte) 0xFF && (file[at + 1] & 0xFF) == marker) {
                return at;
            }
        }
        throw new AssertionError("No such marker");
    }

    private byte[] pixels(byte[] file) throws Exception {
        byte[] preview = decoder.decode(file, ALL).preview().orElseThrow().jpeg();
        assertThat(ImageIO.read(new ByteArrayInputStream(preview))).isNotNull();
        return preview;
    }

    private void assertRejected(byte[] file, Reason reason, String pattern) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decoder.decode(file, ALL))
                .satisfies(e -> assertThat(e.getMessage()).matches(pattern))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
