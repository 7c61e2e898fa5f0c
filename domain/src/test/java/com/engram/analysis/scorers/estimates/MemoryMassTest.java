package com.engram.analysis.scorers.estimates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryMassTest {

    /** All mass is in the right half, three quarters of it in the lower right cell; the upper left cell lowers the score. */
    private final MemoryMass mass =
            new MemoryMass(new HeatmapGrid(HeatmapKind.DECOMPOSITION, 2, 2, new float[] {-0.3f, 0.1f, 0, 0.3f}, 0.5f));

    @Test
    void the_whole_picture_has_the_mass_1_and_a_cell_that_lowers_the_score_has_none() {
        assertThat(mass.share(Rectangle.WHOLE)).isCloseTo(1, within(1e-9));
        assertThat(mass.share(new Rectangle(0, 0, 0.5, 0.5))).isZero();
        assertThat(mass.share(new Rectangle(0.5, 0.5, 0.5, 0.5))).isCloseTo(0.75, within(1e-6));
        assertThat(mass.share(List.of(new Rectangle(0.5, 0, 0.5, 0.5), new Rectangle(0.5, 0.5, 0.25, 0.5))))
                .isCloseTo(0.25 + 0.375, within(1e-6));
    }

    @Test
    void the_densest_rectangle_has_the_most_mass_that_is_not_covered() {
        assertThat(mass.densest(0.5, 0.5)).isEqualTo(new Rectangle(0.5, 0.5, 0.5, 0.5));
        // The lower half of the shown part is covered, so the lower right cell is shown as high as possible.
        Rectangle shown = mass.densest(0.5, 1, List.of(new Rectangle(0, 0.5, 1, 0.5)));
        assertThat(shown.height()).isEqualTo(1);
        assertThat(shown.x()).isEqualTo(0.5);
    }

    @Test
    void a_map_without_mass_counts_the_surface_and_keeps_the_middle() {
        MemoryMass none = new MemoryMass(new HeatmapGrid(HeatmapKind.DECOMPOSITION, 1, 2, new float[] {-1, -1}, 1));
        assertThat(none.share(new Rectangle(0, 0, 0.25, 1))).isCloseTo(0.25, within(1e-6));
        assertThat(none.densest(0.5, 1)).isEqualTo(new Rectangle(0.25, 0, 0.5, 1));
    }
}
