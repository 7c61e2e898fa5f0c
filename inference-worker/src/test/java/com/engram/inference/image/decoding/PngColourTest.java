package com.engram.inference.image.decoding;

import static com.engram.inference.image.HeifBuilder.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.ImageWarning.Code;
import com.engram.inference.image.TestImages;
import com.engram.inference.image.TestPixels;
import com.engram.inference.image.ffmpeg.FfmpegLibrary;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colour chunks of a PNG, in the order of the third edition of its specification. */
class PngColourTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), false);
    private static final int[] SRGB = {31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000};

    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({"100000, 188", "45455, 128", "62500, 156"})
    void a_gamma_is_applied_to_colour_and_grey(int gamma, int expected) throws Exception {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
            BufferedImage image = new BufferedImage(64, 64, type);
            for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                image.getRaster().setSamples(0, 0, 64, 64, band, filled(64 * 64, 128));
            }
            DecodedImage decoded = decode(TestImages.encoded(image, "png"), chunk("gAMA", ints(gamma)));
            TestPixels.assertColour(decoded, 0.5, 0.5, expected, expected, expected, 2);
        }
    }

    @Test
    void exchanged_primaries_exchange_the_colours() throws Exception {
        int[] swapped = SRGB.clone();
        swapped[2] = SRGB[4];
        swapped[3] = SRGB[5];
        swapped[4] = SRGB[2];
        swapped[5] = SRGB[3];
        DecodedImage decoded = decode(plain(200, 40, 40), chunk("cHRM", ints(swapped)));
        TestPixels.assertColour(decoded, 0.5, 0.5, 40, 200, 40, 4);
    }

    @Test
    void the_primaries_of_srgb_change_nothing() throws Exception {
        TestPixels.assertColour(decode(plain(200, 90, 40), chunk("cHRM", ints(SRGB))), 0.5, 0.5, 200, 90, 40, 1);
    }

    @Test
    void an_srgb_chunk_comes_before_gamma() throws Exception {
        DecodedImage decoded =
                decode(plain(128, 128, 128), join(chunk("sRGB", new byte[1]), chunk("gAMA", ints(100000))));
        TestPixels.assertColour(decoded, 0.5, 0.5, 128, 128, 128, 1);
    }

    @Test
    void a_profile_comes_before_the_srgb_chunk() throws Exception {
        DecodedImage decoded = decode(plain(128, 128, 128), join(chunk("sRGB", new byte[1]), profile()));
        TestPixels.assertColour(decoded, 0.5, 0.5, 188, 188, 188, 2);
    }

    @Test
    void code_points_come_before_a_profile() throws Exception {
        // Display P3 with the transfer function of sRGB.
        DecodedImage decoded = decode(plain(128, 128, 128), join(profile(), chunk("cICP", new byte[] {12, 13, 0, 1})));
        TestPixels.assertColour(decoded, 0.5, 0.5, 128, 128, 128, 1);
    }

    @Test
    void the_same_colour_in_display_p3_and_srgb_looks_alike() throws Exception {
        // The sRGB colour 200, 80, 60 in Display P3.
        DecodedImage decoded = decode(plain(186, 88, 69), chunk("cICP", new byte[] {12, 13, 0, 1}));
        TestPixels.assertColour(decoded, 0.5, 0.5, 200, 80, 60, 3);
    }

    @Test
    void a_damaged_chunk_is_ignored() throws Exception {
        DecodedImage decoded = decode(plain(128, 90, 40), join(chunk("gAMA", new byte[2]), chunk("cHRM", new byte[9])));
        TestPixels.assertColour(decoded, 0.5, 0.5, 128, 90, 40, 1);
    }

    @Test
    void a_high_dynamic_range_is_mapped_with_a_warning() throws Exception {
        assumeTrue(FfmpegLibrary.isAvailable(), "FFmpeg cannot be loaded on this platform");
        // The PQ code of 203 candela per square metre, the white of ordinary displays.
        DecodedImage decoded = decode(plain(148, 148, 148), chunk("cICP", new byte[] {9, 16, 0, 1}));
        assertThat(decoded.has(Code.TONE_MAPPED)).isTrue();
        assertThat(decoded.scaled().get(0).rgb()[0] & 0xFF).isBetween(190, 250);
        DecodedImage dark = decode(plain(75, 75, 75), chunk("cICP", new byte[] {9, 16, 0, 1}));
        assertThat(dark.scaled().get(0).rgb()[0] & 0xFF).isBetween(30, 80);
    }

    @Test
    void an_animation_is_decoded_with_a_warning() throws Exception {
        DecodedImage decoded = decode(plain(20, 200, 40), chunk("acTL", ints(7, 0)));
        assertThat(decoded.warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo(Code.FIRST_FRAME);
            assertThat(warning.detail()).contains("Frame 1 of 7");
        });
    }

    private DecodedImage decode(byte[] png, byte[] chunks) throws Exception {
        int afterHeader = 8 + 12 + 13;
        return decoder.decode(
                join(Arrays.copyOf(png, afterHeader), chunks, Arrays.copyOfRange(png, afterHeader, png.length)), SCORE);
    }

    private static byte[] plain(int red, int green, int blue) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(red, green, blue));
        pen.fillRect(0, 0, 64, 64);
        pen.dispose();
        return TestImages.encoded(image, "png");
    }

    /** A linear profile. */
    private static byte[] profile() throws Exception {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB)
                    .getData());
        }
        return chunk("iCCP", join(new byte[] {'x', 0, 0}, deflated.toByteArray()));
    }

    private static byte[] chunk(String type, byte[] body) {
        byte[] named = join(type.getBytes(StandardCharsets.US_ASCII), body);
        CRC32 sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(named.length + 8)
                .putInt(body.length)
                .put(named)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer out = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            out.putInt(value);
        }
        return out.array();
    }

    private static int[] filled(int length, int value) {
        int[] values = new int[length];
        Arrays.fill(values, value);
        return values;
    }
}
