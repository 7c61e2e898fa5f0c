package com.engram.inference.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.picture.Pixels;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapJudgeTest {
    private static final int SIDE = 96;

    /** A black picture with a white left edge; its score is how white the edge is. */
    private final MapJudge judge = new MapJudge(edge(), MapJudgeTest::whiteness);

    @Test
    void a_map_that_knows_what_counts_beats_one_that_points_elsewhere() {
        double knowing = judge.judge(new float[][] {{1, 0, 0, 0}}).difference();
        double mistaken = judge.judge(new float[][] {{0, 0, 0, 1}}).difference();
        assertThat(knowing).isGreaterThan(mistaken + 0.3);
    }

    @Test
    void a_map_stands_high_where_people_looked() {
        float[][] map = {{1, 0}, {0, 0}};
        MapJudge.Gaze there = MapJudge.gaze(map, List.of(new double[] {0.2, 0.2}));
        assertThat(there.height()).isGreaterThan(1);
        assertThat(there.area()).isGreaterThan(0.9);
        MapJudge.Gaze elsewhere = MapJudge.gaze(map, List.of(new double[] {0.9, 0.9}));
        assertThat(elsewhere.height()).isNegative();
        assertThat(elsewhere.area()).isLessThan(0.5);
    }

    @Test
    void a_map_that_says_nothing_agrees_with_gaze_by_chance() {
        MapJudge.Gaze gaze = MapJudge.gaze(new float[][] {{1, 1}, {1, 1}}, List.of(new double[] {0.3, 0.7}));
        assertThat(gaze.area()).isEqualTo(0.5);
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
