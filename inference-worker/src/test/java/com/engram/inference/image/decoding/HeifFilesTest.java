package com.engram.inference.image.decoding;

import static com.engram.inference.image.HeifBuilder.auxiliary;
import static com.engram.inference.image.HeifBuilder.box;
import static com.engram.inference.image.HeifBuilder.crop;
import static com.engram.inference.image.HeifBuilder.mirror;
import static com.engram.inference.image.HeifBuilder.size;
import static com.engram.inference.image.HeifBuilder.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.HeifBuilder;
import com.engram.inference.image.ImageWarning.Code;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.TestPixels;
import com.engram.inference.image.ffmpeg.FfmpegLibrary;
import com.engram.inference.image.headers.HeifFile;
import com.engram.inference.image.headers.HeifImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * AVIF and HEIC. The tests write the boxes of the files themselves, around one drawing of 128 x 96 pixels that is coded once with
 * each codec: red, green, blue and light grey quarters.
 */
class HeifFilesTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), false);

    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    /** The codecs with the coded drawing. */
    enum Kind {
        HEIC("heic", "hvc1", "hvcC"),
        AVIF("avif", "av01", "av1C");

        private final String brand;
        private final String type;
        private final byte[] file;
        private final HeifImage.Coded coded;
        private final byte[] configuration;

        Kind(String brand, String type, String configurationBox) {
            this.brand = brand;
            this.type = type;
            try (InputStream in = HeifBuilder.class.getResourceAsStream("quarters." + brand)) {
                this.file = in.readAllBytes();
                this.coded = (HeifImage.Coded) HeifFile.image(file).content();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RejectedImageException e) {
                throw new IllegalStateException(e);
            }
            this.configuration = box(configurationBox, coded.configuration());
        }

        private HeifBuilder builder() {
            return new HeifBuilder(brand);
        }

        private HeifBuilder with(HeifBuilder builder, byte[]... properties) {
            byte[][] all = Arrays.copyOf(properties, properties.length + 2);
            all[properties.length] = size(128, 96);
            all[properties.length + 1] = configuration;
            return builder.item(type, coded.data(), all);
        }
    }

    @BeforeAll
    static void ffmpeg_is_needed() {
        assumeTrue(FfmpegLibrary.isAvailable(), "FFmpeg cannot be loaded on this platform");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_decoded(Kind kind) throws Exception {
        assertQuarters(decode(kind.file));
    }

    @ParameterizedTest
    @EnumSource
    void a_box_may_have_a_length_of_64_bits(Kind kind) throws Exception {
        assertQuarters(
                decode(kind.with(kind.builder(), new byte[0][]).longBoxes().build()));
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_property_is_skipped(Kind kind) throws Exception {
        assertQuarters(
                decode(kind.with(kind.builder(), box("free", new byte[3])).build()));
    }

    @ParameterizedTest
    @EnumSource
    void a_crop_decides_the_size(Kind kind) throws Exception {
        DecodedImage image = decode(kind.with(kind.builder(), crop(64, 90)).build());
        assertThat(List.of(image.width(), image.height())).containsExactly(64, 90);
        TestPixels.assertColour(image, 0.1, 0.1, 220, 30, 30, 9);
        TestPixels.assertColour(image, 0.9, 0.9, 240, 240, 240, 9);
    }

    @ParameterizedTest
    @CsvSource({"1, green, red", "2, white, blue", "3, blue, white"})
    void a_rotation_is_anticlockwise(int quarters, String first, String below) throws Exception {
        DecodedImage image =
                decode(Kind.HEIC.with(Kind.HEIC.builder(), turn(quarters)).build());
        assertThat(image.width()).isEqualTo(quarters == 2 ? 128 : 96);
        assertThat(image.preview()).isEmpty();
        assertNamed(image, 0.1, 0.1, first);
        assertNamed(image, quarters == 2 ? 0.9 : 0.1, quarters == 2 ? 0.1 : 0.9, below);
    }

    @Test
    void a_reflection_follows_a_rotation() throws Exception {
        // The rotation brings green to the upper left corner; the reflection exchanges it with white.
        DecodedImage image = decode(
                Kind.AVIF.with(Kind.AVIF.builder(), turn(1), mirror(true)).build());
        assertNamed(image, 0.1, 0.1, "white");
        assertNamed(image, 0.9, 0.1, "green");
        DecodedImage upsideDown =
                decode(Kind.AVIF.with(Kind.AVIF.builder(), mirror(false)).build());
        assertNamed(upsideDown, 0.1, 0.1, "blue");
    }

    @ParameterizedTest
    @EnumSource
    void a_larger_auxiliary_image_is_not_the_image(Kind kind) throws Exception {
        byte[] file = kind.with(kind.builder(), new byte[0][])
                .item(
                        kind.type,
                        kind.coded.data(),
                        size(800, 600),
                        kind.configuration,
                        auxiliary("urn:com:apple:photo:2020:aux:hdrgainmap"))
                .reference("auxl", 2, 1)
                .build();
        DecodedImage image = decode(file);
        assertQuarters(image);
        assertThat(image.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tiles_are_put_together_and_cut_to_the_size(Kind kind) throws Exception {
        byte[] grid = ByteBuffer.allocate(8)
                .put(new byte[] {0, 0, 1, 1})
                .putShort((short) 240)
                .putShort((short) 192)
                .array();
        HeifBuilder builder = kind.builder().item("grid", grid, size(240, 192));
        for (int tile = 0; tile < 4; tile++) {
            kind.with(builder);
        }
        DecodedImage image = decode(builder.reference("dimg", 1, 2, 3, 4, 5).build());
        assertThat(List.of(image.width(), image.height())).containsExactly(240, 192);
        for (double left : new double[] {0, 128 / 240.0}) {
            assertNamed(image, left + 0.05, 0.05, "red");
            assertNamed(image, left + 0.05, 0.55, "red");
            assertNamed(image, left + 0.4, 0.45, "white");
        }
    }

    @Test
    void a_large_image_of_tiles_is_decoded_at_a_reduced_scale() throws Exception {
        byte[] grid = ByteBuffer.allocate(12)
                .put(new byte[] {0, 1, 63, 63})
                .putInt(128 * 64)
                .putInt(96 * 64)
                .array();
        HeifBuilder builder = Kind.HEIC.builder().item("grid", grid, size(128 * 64, 96 * 64));
        Kind.HEIC.with(builder);
        int[] tiles = new int[64 * 64];
        Arrays.fill(tiles, 2);
        DecodedImage image = decode(builder.reference("dimg", 1, tiles).build());
        assertThat(List.of(image.width(), image.height())).containsExactly(8192, 6144);
        long[] sums = new long[3];
        byte[] rgb = image.scaled().get(0).rgb();
        for (int i = 0; i < rgb.length; i++) {
            sums[i % 3] += rgb[i] & 0xFF;
        }
        // The means of the four quarters.
        assertThat(Arrays.stream(sums).map(sum -> sum * 3 / rgb.length).toArray())
                .satisfies(means -> assertThat(means[0]).isCloseTo(130, within(6L)))
                .satisfies(means -> assertThat(means[1]).isCloseTo(122, within(6L)))
                .satisfies(means -> assertThat(means[2]).isCloseTo(132, within(6L)));
    }

    @Test
    void an_overlay_places_images_on_its_canvas() throws Exception {
        byte[] overlay = ByteBuffer.allocate(24)
                .put(new byte[] {0, 0})
                .putShort((short) 0xFFFF)
                .putShort((short) 0)
                .putShort((short) 0xFFFF)
                .putShort((short) 0xFFFF)
                .putShort((short) 256)
                .putShort((short) 96)
                .putShort((short) 64)
                .putShort((short) 0)
                .array();
        HeifBuilder builder = Kind.AVIF.builder().item("iovl", Arrays.copyOf(overlay, 18), size(256, 96));
        DecodedImage image =
                decode(Kind.AVIF.with(builder).reference("dimg", 1, 2).build());
        assertThat(List.of(image.width(), image.height())).containsExactly(256, 96);
        TestPixels.assertColour(image, 0.1, 0.5, 255, 0, 255, 3);
        assertNamed(image, 0.3, 0.2, "red");
        assertNamed(image, 0.7, 0.8, "white");
    }

    @Test
    void transparent_parts_are_on_white_with_a_warning() throws Exception {
        // The drawing is its own opacity: the light quarter is opaque, the blue one mostly transparent.
        HeifBuilder builder = Kind.AVIF.with(Kind.AVIF.builder(), new byte[0][]);
        DecodedImage image = decode(Kind.AVIF
                .with(builder, auxiliary("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"))
                .reference("auxl", 2, 1)
                .build());
        assertThat(image.has(Code.TRANSPARENT)).isTrue();
        int opacity = (int) (0.299 * 30 + 0.587 * 60 + 0.114 * 200);
        TestPixels.assertColour(
                image, 0.2, 0.8, 255 - 225 * opacity / 255, 255 - 195 * opacity / 255, 255 - 55 * opacity / 255, 14);
        assertNamed(image, 0.8, 0.8, "white");
    }

    @ParameterizedTest
    @EnumSource
    void the_first_frame_of_a_sequence_is_decoded_with_a_warning(Kind kind) throws Exception {
        byte[] file = new HeifBuilder(kind == Kind.AVIF ? "avis" : "msf1")
                .sequence(kind.type, kind.configuration, kind.coded.data(), 128, 96, 5)
                .build();
        DecodedImage image = decode(file);
        assertQuarters(image);
        assertThat(image.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.detail()).contains("Frame 1 of 5"));
    }

    @Test
    void the_colours_of_display_p3_become_srgb() throws Exception {
        DecodedImage image = decode(Kind.AVIF
                .with(Kind.AVIF.builder(), HeifBuilder.colour(12, 13, 6))
                .build());
        // The same numbers mean more saturated colours in Display P3.
        TestPixels.assertColour(image, 0.2, 0.2, 240, 0, 10, 14);
        TestPixels.assertColour(image, 0.8, 0.8, 240, 240, 240, 6);
        assertThat(image.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"16", "18"})
    void a_high_dynamic_range_is_mapped_with_a_warning(int transfer) throws Exception {
        DecodedImage image = decode(Kind.AVIF
                .with(Kind.AVIF.builder(), HeifBuilder.colour(9, transfer, 6))
                .build());
        assertThat(image.has(Code.TONE_MAPPED)).isTrue();
        // The light grey is far brighter than white on paper, so that it becomes nearly white.
        TestPixels.assertColour(image, 0.8, 0.8, 250, 250, 250, 12);
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_was_cut_off_is_rejected_by_its_header(Kind kind) {
        byte[] whole = kind.with(kind.builder(), new byte[0][]).longBoxes().build();
        assertRejected(
                Arrays.copyOf(whole, whole.length - kind.coded.data().length / 2),
                Reason.UNREADABLE,
                "The file is cut off after ");
    }

    @ParameterizedTest
    @EnumSource
    void damaged_data_are_rejected(Kind kind) {
        byte[] file = kind.builder()
                .item(kind.type, new byte[kind.coded.data().length], size(128, 96), kind.configuration)
                .build();
        assertRejected(file, Reason.UNREADABLE, "The image is damaged.");
    }

    @ParameterizedTest
    @CsvSource({
        "mif3, Newer HEIF (mif3) files are not supported",
        "crx, Raw camera files are not supported",
        "isom, Video files are not supported",
        "qt, Video files are not supported"
    })
    void other_files_of_the_container_are_named(String brand, String message) {
        byte[] file = box("ftyp", String.format("%-4s%4s", brand, "0").getBytes(StandardCharsets.US_ASCII));
        assertRejected(file, Reason.UNSUPPORTED_TYPE, message);
    }

    @Test
    void other_codecs_are_named() {
        byte[] file =
                Kind.HEIC.builder().item("j2k1", new byte[9], size(128, 96)).build();
        assertRejected(file, Reason.UNSUPPORTED_TYPE, "HEIF with j2k1 files are not supported");
    }

    private DecodedImage decode(byte[] file) throws Exception {
        return decoder.decode(file, SCORE);
    }

    private static void assertQuarters(DecodedImage image) {
        assertThat(List.of(image.width(), image.height())).containsExactly(128, 96);
        assertNamed(image, 0.2, 0.2, "red");
        assertNamed(image, 0.8, 0.2, "green");
        assertNamed(image, 0.2, 0.8, "blue");
        assertNamed(image, 0.8, 0.8, "white");
    }

    private static void assertNamed(DecodedImage image, double x, double y, String colour) {
        switch (colour) {
            case "red" -> TestPixels.assertColour(image, x, y, 220, 30, 30, 9);
            case "green" -> TestPixels.assertColour(image, x, y, 30, 160, 60, 9);
            case "blue" -> TestPixels.assertColour(image, x, y, 30, 60, 200, 9);
            default -> TestPixels.assertColour(image, x, y, 240, 240, 240, 9);
        }
    }

    private void assertRejected(byte[] file, Reason reason, String message) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decode(file))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
