package com.engram.areas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.areas.AreaShape.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which regions of a heatmap are proposed as areas. */
class ProposalsTest {

    /** Two hot regions, of two cells and of one, and one warm cell. */
    private static final HeatmapGrid MAP = new HeatmapGrid(
            HeatmapKind.DEEP,
            4,
            5,
            new float[] {
                9, 8, 0, 0, 0,
                0, 0, 0, 0, 0,
                0, 0, 3, 0, 7,
                1, 1, 1, 1, 1
            },
            0);

    @Test
    void connected_hot_cells_are_proposed_the_strongest_region_first() {
        List<ProposedArea> proposals = new Proposals(MAP).list(List.of());

        assertThat(proposals).extracting(ProposedArea::shape).containsExactly(new Rectangle(0, 0, 0.4, 0.25));
        assertThat(proposals.get(0).measure().share().orElseThrow()).isCloseTo(17 / 32.0, within(1e-6));
    }

    @Test
    void regions_that_touch_at_a_corner_only_stay_apart() {
        HeatmapGrid diagonal = new HeatmapGrid(HeatmapKind.DEEP, 2, 2, new float[] {5, 0, 1, 5}, 0);

        assertThat(new Proposals(diagonal).list(List.of()))
                .extracting(ProposedArea::shape)
                .containsExactly(new Rectangle(0, 0, 0.5, 0.5), new Rectangle(0.5, 0.5, 0.5, 0.5));
    }

    @Test
    void a_region_that_an_area_covers_is_not_proposed_again() {
        assertThat(new Proposals(MAP).list(List.of(new Rectangle(0, 0, 0.5, 0.3))))
                .isEmpty();
        assertThat(new Proposals(MAP).list(List.of(new Rectangle(0.9, 0.9, 0.1, 0.1))))
                .hasSize(1);
    }

    @Test
    void an_even_map_and_an_empty_map_have_no_proposals() {
        assertThat(new Proposals(new HeatmapGrid(HeatmapKind.DEEP, 2, 2, new float[] {1, 1, 1, 1}, 0)).list(List.of()))
                .isEmpty();
        assertThat(new Proposals(new HeatmapGrid(HeatmapKind.DEEP, 2, 2, new float[4], 0)).list(List.of()))
                .isEmpty();
    }
}
