package com.engram.inference.image.headers;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.RejectedImageException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables in {@code docs/formats.md} say what the code does. Run the test with {@code ENGRAM_UPDATE_DOCS=1} to write them.
 */
class FormatsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "formats.md");
    private static final String BEGIN = "<!-- written by FormatsDocumentTest -->\n";
    private static final String END = "<!-- end -->\n";

    private static final Map<ImageWarning.Code, String> WARNINGS = Map.of(
            ImageWarning.Code.FIRST_FRAME,
            "The image is an animation. Its first frame was scored.",
            ImageWarning.Code.TRANSPARENT,
            "The image is transparent. It was scored on white; on dark grey if hardly anything of it can be seen on"
                    + " white, such as a white logo. The preview shows the same backdrop.",
            ImageWarning.Code.NOTHING_TO_SEE,
            "The image is plain, black or of a few pixels. It has a score, but its interval is 0 to 1 and its map"
                    + " is flat.",
            ImageWarning.Code.TONE_MAPPED,
            "The image has a high dynamic range (PQ or HLG). It was scored as an ordinary display shows it.");

    @Test
    void the_tables_say_what_the_code_does() throws Exception {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        if (System.getenv("ENGRAM_UPDATE_DOCS") != null) {
            Files.writeString(DOCUMENT, document.substring(0, from) + tables() + document.substring(to));
            return;
        }
        assertThat(document.substring(from, to)).isEqualTo(tables());
    }

    private static String tables() {
        long full = DecodeLimits.DEFAULT.pixels() / 1_000_000;
        return "| Format | What is read | What is accepted | Decoded by |\n|---|---|---|---|\n"
                + Stream.of(ImageFormat.values())
                        .map(format -> "| " + format + " | " + format.content() + " | " + format.tolerance() + " | "
                                + format.decoder() + " |\n")
                        .collect(Collectors.joining())
                + "\nAn image may have " + full
                + " megapixels. JPEG, and HEIC or AVIF of tiles, are decoded at a reduced"
                + " scale and may have " + full * DecodeLimits.SCALABLE_FACTOR
                + " (progressive JPEG: as many as fit into"
                + " memory, 100 with halved colour). One side may be at most " + DecodeLimits.MAX_ASPECT_RATIO
                + " times as long as the other. Decoding may take "
                + DecodeLimits.DEFAULT.time().toSeconds() + " seconds.\n\n"
                + "Refused by name, with `" + Reason.UNSUPPORTED_TYPE.code() + "`: "
                + String.join(", ", HeaderValidator.unsupportedNames())
                + "; lossless, hierarchical, arithmetic-coded and 12-bit JPEG, JPEG-LS; HEIF of the brands mif2 and mif3, and"
                + " with other codecs.\n\n"
                + "| Code of a refusal | |\n|---|---|\n"
                + Stream.of(Reason.values())
                        .filter(reason -> reason.clientCode().equals(reason.code()))
                        .map(reason -> "| `" + reason.code() + "` | " + reason.meaning() + " |\n")
                        .collect(Collectors.joining())
                + "\n| Code of a warning | |\n|---|---|\n"
                + Stream.of(ImageWarning.Code.values())
                        .map(code -> "| `" + code.code() + "` | " + WARNINGS.get(code) + " |\n")
                        .collect(Collectors.joining());
    }
}
