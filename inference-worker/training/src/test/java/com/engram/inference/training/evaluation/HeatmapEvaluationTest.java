package com.engram.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.image.Pixels;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapEvaluationTest {
    private static final int SIDE = 96;

    /** A black image with a white left edge, whose score is the whiteness of the edge. */
    private final HeatmapEvaluation evaluation = new HeatmapEvaluation(edge(), HeatmapEvaluationTest::whiteness);

    @Test
    void a_map_of_the_decisive_pixels_beats_a_map_of_others() {
        double right = evaluation.evaluate(new float[][] {{1, 0, 0, 0}}).difference();
        double wrong = evaluation.evaluate(new float[][] {{0, 0, 0, 1}}).difference();
        assertThat(right).isGreaterThan(wrong + 0.3);
    }

    @Test
    void a_map_that_is_high_at_the_fixations_agrees_with_them() {
        float[][] map = {{1, 0}, {0, 0}};
        HeatmapEvaluation.GazeAgreement there = HeatmapEvaluation.gazeAgreement(map, List.of(new double[] {0.2, 0.2}));
        assertThat(there.nss()).isGreaterThan(1);
        assertThat(there.auc()).isGreaterThan(0.9);
        HeatmapEvaluation.GazeAgreement elsewhere =
                HeatmapEvaluation.gazeAgreement(map, List.of(new double[] {0.9, 0.9}));
        assertThat(elsewhere.nss()).isNegative();
        assertThat(elsewhere.auc()).isLessThan(0.5);
    }

    @Test
    void a_uniform_map_agrees_with_fixations_only_by_chance() {
        HeatmapEvaluation.GazeAgreement agreement =
                HeatmapEvaluation.gazeAgreement(new float[][] {{1, 1}, {1, 1}}, List.of(new double[] {0.3, 0.7}));
        assertThat(agreement.auc()).isEqualTo(0.5);
    }

    private static Pixels edge() {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int i = 0; i < 3 * SIDE / 4; i++) {
                rgb[3 * y * SIDE + i] = (byte) 255;
            }
        }
        return new Pixels(SIDE, SIDE, rgb);
    }

    private static double whiteness(Pixels pixels) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int i = 0; i < 3 * SIDE / 4; i++) {
                sum += (pixels.rgb()[3 * y * SIDE + i] & 0xFF) / 255.0;
            }
        }
        return sum / (SIDE * 3 * SIDE / 4.0);
    }
}
