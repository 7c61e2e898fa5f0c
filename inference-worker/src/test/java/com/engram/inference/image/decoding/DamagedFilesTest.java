package com.engram.inference.image.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.TestImages;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files whose pixels are complete, and damaged files that cannot be decoded. */
class DamagedFilesTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), false);

    private final Decoder decoder = new OpenCvDecoder(DecodeLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_BINARY})
    void a_wrong_checksum_of_complete_pixels_is_accepted(int type) throws Exception {
        byte[] whole = TestImages.encoded(TestImages.scene(61, 47, type), "png");
        byte[] damaged = whole.clone();
        damaged[pixelsEnd(damaged)] ^= 0x55;
        assertThat(pixels(damaged)).isEqualTo(pixels(whole));
    }

    @Test
    void a_missing_end_after_complete_pixels_is_accepted() throws Exception {
        byte[] whole = TestImages.png(61, 47);
        // The last four bytes before the checksum of the chunk are the checksum of the zlib stream.
        byte[] cut = Arrays.copyOf(whole, pixelsEnd(whole) - 4);
        assertThat(pixels(cut)).isEqualTo(pixels(whole));
    }

    @Test
    void pixels_with_two_wrong_checksums_are_rejected() {
        byte[] damaged = TestImages.png(61, 47);
        damaged[pixelsEnd(damaged)] ^= 0x55;
        damaged[pixelsEnd(damaged) - 1] ^= 0x55;
        assertRejected(damaged, Reason.UNREADABLE);
    }

    @Test
    void a_wrong_checksum_of_the_header_is_rejected() {
        byte[] damaged = TestImages.png(61, 47);
        damaged[8 + 8 + 13] ^= 0x55;
        assertRejected(damaged, Reason.UNREADABLE);
    }

    @Test
    void a_progressive_jpeg_with_only_its_first_scan_is_decoded() throws Exception {
        // 8 x 8 grey pixels with only the scan of the DC coefficients.
        byte[] jpeg = HexFormat.of()
                .parseHex(
                        "ffd8ffdb004300" + "01".repeat(64) + "ffc2000b080008000801011100" + "ffc40014000100000000000000"
                                + "000000000000000008" + "ffda0008010100000001" + "54ff00" + "ffd9");
        assertThat(decoder.decode(jpeg, SCORE).width()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "49492a0008000000, TIFF",
        "4d4d002a00000008, TIFF",
        "424d36000000, BMP",
        "255044462d312e37, PDF",
        "00000100, Icon",
        "ff0a00, JPEG XL",
        "0000000c4a584c20, JPEG XL",
        "0000000c6a502020, JPEG 2000",
        "38425053, Photoshop"
    })
    void an_unsupported_format_is_named(String start, String name) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decoder.decode(Arrays.copyOf(HexFormat.of().parseHex(start), 400), SCORE))
                .withMessageStartingWith(name + " files are not supported")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_TYPE));
    }

    @Test
    void a_png_that_was_cut_off_is_rejected_with_its_share() {
        byte[] whole = TestImages.png(61, 47);
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decoder.decode(Arrays.copyOf(whole, pixelsEnd(whole) - 60), SCORE))
                .withMessageMatching("The file is cut off after \\d+ % of its data\\.");
    }

    private byte[] pixels(byte[] file) throws Exception {
        return decoder.decode(file, SCORE).scaled().get(0).rgb();
    }

    /** The offset of the checksum of the only IDAT chunk. */
    private static int pixelsEnd(byte[] png) {
        int type = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT");
        int length = java.nio.ByteBuffer.wrap(png).getInt(type - 4);
        return type + 4 + length;
    }

    private void assertRejected(byte[] file, Reason reason) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decoder.decode(file, SCORE))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
