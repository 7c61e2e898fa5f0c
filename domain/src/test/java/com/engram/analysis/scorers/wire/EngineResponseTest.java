package com.engram.analysis.scorers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.ImageEstimate;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.analysis.scorers.estimates.ImageWarning;
import com.engram.analysis.scorers.estimates.PairEstimate;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads the golden files that the engine's own tests write. */
class EngineResponseTest {

    private static final Path WIRE = Path.of("../inference-worker/src/main/resources/com/engram/inference/wire");

    @Test
    void a_score_is_read_completely() throws IOException {
        Outcome.Scored scored = (Outcome.Scored) EngineResponse.outcome(Task.SCORE, golden("scored"), 7);

        assertThat(scored.score()).isEqualTo(new Score(0.7421, 0.5903, 0.8712, 41.3, false));
        assertThat(scored.image())
                .isEqualTo(new ImageProperties(
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 1600, 1200, 1280, 960));
        assertThat(scored.model()).isEqualTo(new Model("engram", "0123456789ab"));
        assertThat(scored.millis()).isEqualTo(7);
        assertThat(scored.decomposition().kind()).isEqualTo(HeatmapKind.DECOMPOSITION);
        assertThat(scored.decomposition().cells()).containsExactly(0.1f, 0.2f, 0.05f, -0.01f);
        assertThat(scored.decomposition().bias()).isEqualTo(0.4021f);
    }

    @Test
    void the_features_of_a_score_are_read_if_there_are_some() throws IOException {
        Outcome.Scored scored = (Outcome.Scored) EngineResponse.outcome(Task.SCORE, golden("scored"), 7);
        Outcome.Scored without = (Outcome.Scored)
                EngineResponse.outcome(Task.SCORE, golden("scored").replaceFirst("\"features\": \"[^\"]*\",", ""), 7);

        assertThat(scored.features()).contains(new ImageFeatures("ASNFZ4mrAACAPwAAAEA="));
        assertThat(ImageFeatures.of(scored.features().orElseThrow().bytes()))
                .isEqualTo(scored.features().get());
        assertThat(without.features()).isEmpty();
    }

    @Test
    void a_comparison_is_read_completely() throws IOException {
        Outcome.Compared compared = EngineResponse.compared(golden("compared"));

        assertThat(compared.images())
                .containsExactly(
                        new ImageEstimate(0.7421, 0.5903, 0.8712, new ImageFeatures("ASNFZ4mrAACAPwAAAEA=")),
                        new ImageEstimate(0.6817, 0.5391, 0.8125, new ImageFeatures("ASNFZ4mrAAAAPwAAAEA=")));
        assertThat(compared.pairs()).containsExactly(new PairEstimate(0, 1, 0.0604, -0.0498, 0.1706, 0.8164));
        assertThat(compared.model()).isEqualTo(new Model("engram", "0123456789ab"));
    }

    @Test
    void a_comparison_is_requested_by_features_or_by_url() {
        ComparisonRequest request = new ComparisonRequest(
                List.of(
                        new ComparisonRequest.ByFeatures(new ImageFeatures("AQI=")),
                        new ComparisonRequest.ByUrl(URI.create("http://store/i"))),
                Optional.of("engram:0123456789ab"));

        assertThat(EngineRequest.toJson(request)).isEqualTo("""
                {"task":"compare","images":[{"features":"AQI="},{"imageUrl":"http://store/i"}],"model":"engram:0123456789ab"}""");
        assertThat(EngineRequest.taskAttribute(request)).isEqualTo("task=compare,model=engram:0123456789ab");
    }

    @Test
    void variants_are_requested_by_url_and_edits_and_read_with_those_that_show_nothing() throws IOException {
        VariantsRequest request = new VariantsRequest(
                URI.create("http://store/i"),
                List.of(
                        Edit.crop(new Rectangle(0.25, 0, 0.5, 1)),
                        Edit.of(EditKind.CONTRAST, 1.2),
                        Edit.of(EditKind.REFRAME, 0.8)),
                Optional.of(URI.create("http://store/o")),
                Optional.empty());
        assertThat(EngineRequest.toJson(request))
                .isEqualTo("{\"task\":\"variants\",\"imageUrl\":\"http://store/i\",\"variants\":["
                        + "{\"edit\":{\"kind\":\"crop\",\"rect\":{\"x\":0.25,\"y\":0.0,\"width\":0.5,\"height\":1.0}},"
                        + "\"storeUrl\":\"http://store/o\"},"
                        + "{\"edit\":{\"kind\":\"contrast\",\"factor\":1.2}},"
                        + "{\"edit\":{\"kind\":\"reframe\",\"aspect\":0.8}}]}");
        assertThat(EngineRequest.taskAttribute(request)).isEqualTo("task=variants");

        VariantEstimate estimate = new VariantEstimate(0.7893, 0.6921, 0.8865, 0.0481, -0.0213, 0.1175, 0.873);
        assertThat(EngineResponse.variants(golden("variants")))
                .isEqualTo(new Outcome.VariantsScored(
                        0.7412, List.of(Optional.of(estimate)), new Model("engram", "a1b2c3d4e5f6")));
        String empty = golden("variants").replaceFirst("(?s)\"score\" : 0.7893.*?0.873", "\"ignored\" : 0");
        assertThat(EngineResponse.variants(empty).variants()).containsExactly(Optional.empty());
    }

    @Test
    void a_deep_heatmap_is_read_row_by_row() throws IOException {
        Outcome.HeatmapComputed computed =
                (Outcome.HeatmapComputed) EngineResponse.outcome(Task.HEATMAP, golden("heatmap"), 9);

        assertThat(computed.heatmap().kind()).isEqualTo(HeatmapKind.DEEP);
        assertThat(computed.heatmap().rows()).isEqualTo(2);
        assertThat(computed.heatmap().columns()).isEqualTo(3);
        assertThat(computed.heatmap().at(0, 2)).isEqualTo(1.0f);
        assertThat(computed.heatmap().at(1, 0)).isEqualTo(0.1f);
        assertThat(computed.millis()).isEqualTo(9);
    }

    @Test
    void warnings_are_read_and_kept_as_json() throws IOException {
        Outcome.Scored scored = (Outcome.Scored) EngineResponse.outcome(Task.SCORE, golden("scored-with-warnings"), 7);
        List<ImageWarning> warnings =
                List.of(new ImageWarning("transparent", "The image is transparent. It was scored on white."));
        assertThat(scored.warnings()).isEqualTo(warnings);
        assertThat(ImageWarning.ofJson(ImageWarning.toJson(warnings))).isEqualTo(warnings);
        assertThat(ImageWarning.toJson(List.of())).isNull();
        assertThat(ImageWarning.ofJson(null)).isEmpty();
    }

    @Test
    void a_rejection_may_be_that_of_one_backend() {
        String body = """
                {"code": "unsupported_type", "detail": "This server cannot read HEIC.", "status": 422,
                 "otherBackendMayAccept": true}""";
        assertThat(EngineResponse.rejected(body).mayTryOtherBackend()).isTrue();
    }

    @Test
    void a_rejection_keeps_its_code_and_its_detail() throws IOException {
        assertThat(EngineResponse.rejected(golden("rejected")))
                .isEqualTo(new Outcome.Rejected("unreadable_image", "The file ends too early."));
    }

    private static String golden(String name) throws IOException {
        return Files.readString(WIRE.resolve(name + ".json"));
    }
}
