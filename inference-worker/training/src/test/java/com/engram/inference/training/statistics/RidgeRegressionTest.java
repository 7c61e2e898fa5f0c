package com.engram.inference.training.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.model.head.LinearHead;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
    @Test
    void the_coefficients_behind_the_targets_are_recovered() {
        Random random = new Random(1);
        float[][] features = new float[200][5];
        double[] targets = new double[200];
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 5; j++) {
                features[i][j] = random.nextFloat();
            }
            targets[i] = 0.3 + 2 * features[i][1] - features[i][4];
        }
        LinearHead head = RidgeRegression.fit(features, targets, 1e-6);
        assertThat(head.weights()[1]).isCloseTo(2, within(1e-3f));
        assertThat(head.bias()).isCloseTo(0.3, within(1e-3));
    }

    @Test
    void a_large_penalty_leaves_only_the_mean() {
        LinearHead head = RidgeRegression.fit(new float[][] {{1}, {2}, {3}}, new double[] {0.2, 0.4, 0.9}, 1e9);
        assertThat(head.score(new float[] {7})).isCloseTo(0.5, within(1e-6));
    }
}
