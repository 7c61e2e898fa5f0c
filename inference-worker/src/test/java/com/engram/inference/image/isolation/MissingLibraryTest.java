package com.engram.inference.image.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.HeifBuilder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.TestImages;
import java.io.File;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without FFmpeg, as in a Lambda function, other formats are decoded, and AVIF and HEIC are refused by name. */
class MissingLibraryTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(224), false);

    @ParameterizedTest
    @CsvSource({"heic, HEIC", "avif, AVIF"})
    void the_format_is_refused_by_name(String ending, String name) throws Exception {
        String classPath = System.getProperty("java.class.path");
        System.setProperty(
                "java.class.path",
                Arrays.stream(classPath.split(File.pathSeparator))
                        .filter(entry -> !entry.contains("bytedeco"))
                        .collect(Collectors.joining(File.pathSeparator)));
        try (Decoder decoder = new IsolatedDecoder(DecodeLimits.DEFAULT, 1);
                InputStream in = HeifBuilder.class.getResourceAsStream("quarters." + ending)) {
            byte[] file = in.readAllBytes();
            assertThatExceptionOfType(RejectedImageException.class)
                    .isThrownBy(() -> decoder.decode(file, SCORE))
                    .withMessageStartingWith("This server cannot read " + name + ".")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_HERE));
            assertThat(decoder.decode(TestImages.jpeg(64, 64), SCORE).width()).isEqualTo(64);
        } finally {
            System.setProperty("java.class.path", classPath);
        }
    }
}
