package com.engram.analysis.scorers.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Task;
import com.engram.cloud.TemplateOnMoto;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The product's calls of the real-time endpoint against moto, by the name that the template gives. Moto answers for any name. */
class SageMakerScorerOnMotoTest {

    private static final URI URL = URI.create("https://engram.example.com/a");

    @Test
    void the_endpoint_of_the_template_scores_and_computes_heatmaps() throws Exception {
        try (TemplateOnMoto aws = TemplateOnMoto.start()) {
            aws.answerFromEndpoint(
                    List.of(TemplateOnMoto.engineResponse("scored"), TemplateOnMoto.engineResponse("heatmap")));
            SageMakerScorer scorer = new SageMakerScorer(new SageMakerSettings(
                    Optional.of(aws.variable("ENGRAM_SAGEMAKER_ENDPOINTNAME")),
                    Optional.of(aws.variable("ENGRAM_SAGEMAKER_ASYNCENDPOINTNAME")),
                    aws.variable("ENGRAM_SAGEMAKER_REGION"),
                    Optional.of(aws.address()),
                    10,
                    10));

            assertThat(scorer.score(new ScoreRequest(Task.SCORE, URL, URL, URL)))
                    .isInstanceOf(Outcome.Scored.class);
            assertThat(scorer.score(new ScoreRequest(Task.HEATMAP, URL, URL, URL)))
                    .isInstanceOf(Outcome.HeatmapComputed.class);
        }
    }
}
