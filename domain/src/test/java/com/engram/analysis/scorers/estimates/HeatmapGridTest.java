package com.engram.analysis.scorers.estimates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HeatmapGridTest {

    private static final float[] CELLS = {0.1f, -2.5f, 3f, Float.MIN_VALUE, 0f, 1f};

    @Test
    void cells_are_stored_row_by_row() {
        HeatmapGrid grid = new HeatmapGrid(HeatmapKind.DEEP, 2, 3, CELLS, 0);

        assertThat(grid.at(0, 2)).isEqualTo(3f);
        assertThat(grid.at(1, 0)).isEqualTo(Float.MIN_VALUE);
    }

    @Test
    void unpacking_returns_what_was_packed() {
        HeatmapGrid grid = new HeatmapGrid(HeatmapKind.DECOMPOSITION, 3, 2, CELLS, 0.4f);

        HeatmapGrid again = HeatmapGrid.unpacked(grid.kind(), 3, 2, grid.packed(), grid.bias());

        assertThat(again.cells()).containsExactly(CELLS);
        assertThat(again.bias()).isEqualTo(0.4f);
    }

    @Test
    void floats_are_packed_little_endian() {
        assertThat(new HeatmapGrid(HeatmapKind.DEEP, 1, 1, new float[] {1f}, 0).packed())
                .containsExactly(0, 0, 0x80, 0x3f);
    }

    @Test
    void cells_that_do_not_fill_the_grid_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeatmapGrid(HeatmapKind.DEEP, 2, 2, CELLS, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeatmapGrid(HeatmapKind.DEEP, 0, 0, new float[0], 0));
    }

    @Test
    void a_rectangle_counts_cells_at_its_edge_by_the_part_that_it_covers() {
        HeatmapGrid grid = new HeatmapGrid(HeatmapKind.DECOMPOSITION, 2, 2, new float[] {1, 2, 3, 4}, 0);

        assertThat(grid.sumWithin(0, 0, 1, 1)).isEqualTo(10);
        assertThat(grid.sumWithin(0.5, 0, 0.5, 1)).isEqualTo(6);
        assertThat(grid.sumWithin(0.25, 0.25, 0.5, 0.5)).isEqualTo(2.5);
    }
}
