package com.engram.inference.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.picture.Pixels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroundTest {
    private static final int SIDE = 64;

    @Test
    void a_thing_cut_out_of_a_photograph_keeps_its_texture_and_colours() {
        Random random = new Random(1);
        Ground ground = Ground.of(onWhite((x, y) -> random.nextInt(256)));
        assertThat(ground.flatBeside()).isLessThan(0.05);
        assertThat(ground.colours()).isGreaterThan(100);
    }

    @Test
    void a_drawing_on_the_same_ground_has_neither() {
        Ground ground = Ground.of(onWhite((x, y) -> x < SIDE / 2 ? 40 : 120));
        assertThat(ground.flatBeside()).isGreaterThan(0.8);
        assertThat(ground.colours()).isEqualTo(2);
    }

    @Test
    void a_picture_that_is_all_ground_is_as_plain_as_can_be() {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        Arrays.fill(rgb, (byte) 200);
        assertThat(Ground.of(new Pixels(SIDE, SIDE, rgb))).isEqualTo(new Ground(1, 0));
    }

    private interface Value {
        int at(int x, int y);
    }

    /** A square in the middle, of grey values or of noise in all three colours. */
    private static Pixels onWhite(Value value) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        Arrays.fill(rgb, (byte) 255);
        for (int y = SIDE / 4; y < 3 * SIDE / 4; y++) {
            for (int x = SIDE / 4; x < 3 * SIDE / 4; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * SIDE + x) + c] = (byte) value.at(x, y);
                }
            }
        }
        return new Pixels(SIDE, SIDE, rgb);
    }
}
