package com.engram.analysis.scorers.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Task;
import com.engram.cloud.TemplateOnMoto;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The product's calls of the function against moto, by the alias that the template names. Moto answers for any function, and
 * does not enforce policies of single functions; RolesTest simulates them.
 */
class LambdaScorerOnMotoTest {

    private static final URI URL = URI.create("https://engram.example.com/a");

    @Test
    void the_alias_of_the_template_scores_and_lists_its_models() throws Exception {
        try (TemplateOnMoto aws = TemplateOnMoto.start()) {
            aws.answerFromFunction(List.of(
                    TemplateOnMoto.engineResponse("scored"),
                    "{\"models\":[{\"name\":\"engram\",\"version\":\"1\",\"active\":true}]}",
                    TemplateOnMoto.engineResponse("rejected")));
            LambdaScorer scorer = scorer(aws);

            assertThat(scorer.score(request()))
                    .isInstanceOfSatisfying(
                            Outcome.Scored.class,
                            scored -> assertThat(scored.score().value()).isEqualTo(0.7421));
            assertThat(scorer.listModels()).hasSize(1);
            assertThat(scorer.score(request())).isInstanceOf(Outcome.Rejected.class);
        }
    }

    private static LambdaScorer scorer(TemplateOnMoto aws) {
        return new LambdaScorer(new LambdaSettings(
                Optional.of(aws.variable("ENGRAM_LAMBDA_FUNCTION")),
                aws.variable("ENGRAM_LAMBDA_REGION"),
                Optional.of(aws.address()),
                10));
    }

    private static ScoreRequest request() {
        return new ScoreRequest(Task.SCORE, URL, URL, URL);
    }
}
