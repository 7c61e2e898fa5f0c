package com.engram.areas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.areas.AreaShape.Point;
import com.engram.areas.AreaShape.Polygon;
import com.engram.areas.AreaShape.Rectangle;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The share of a heatmap within an outline, compared with sums done by hand and with many samples. */
class OutlineMassTest {

    private static final Offset<Double> EXACT = within(1e-9);

    /** Two rows and two columns: the upper left cell lowers the score, the others hold 1, 2 and 5 of 8. */
    private static final OutlineMass MASS =
            new OutlineMass(new HeatmapGrid(HeatmapKind.DECOMPOSITION, 2, 2, new float[] {-3, 1, 2, 5}, 0.4f));

    @Test
    void the_whole_image_holds_all_of_it() {
        assertThat(share(new Rectangle(0, 0, 1, 1))).isCloseTo(1, EXACT);
        assertThat(share(new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)))))
                .isCloseTo(1, EXACT);
    }

    @Test
    void a_cell_that_lowers_the_score_holds_nothing() {
        assertThat(share(new Rectangle(0, 0, 0.5, 0.5))).isCloseTo(0, EXACT);
        assertThat(share(new Rectangle(0.5, 0.5, 0.5, 0.5))).isCloseTo(5 / 8.0, EXACT);
    }

    @Test
    void a_cell_at_the_border_counts_by_the_part_within() {
        // A quarter of each cell.
        assertThat(share(new Rectangle(0.25, 0.25, 0.5, 0.5))).isCloseTo(0.25, EXACT);
        // Half of the lower right cell, above its diagonal.
        assertThat(share(new Polygon(List.of(new Point(0.5, 0.5), new Point(1, 0.5), new Point(1, 1)))))
                .isCloseTo(0.5 * 5 / 8.0, EXACT);
    }

    @Test
    void the_order_of_a_polygons_corners_does_not_matter() {
        List<Point> corners = List.of(new Point(0.1, 0.2), new Point(0.9, 0.3), new Point(0.6, 0.95));
        List<Point> backwards = List.of(corners.get(2), corners.get(1), corners.get(0));

        assertThat(share(new Polygon(corners))).isCloseTo(share(new Polygon(backwards)), EXACT);
    }

    @Test
    void overlaps_count_once() {
        Rectangle left = new Rectangle(0, 0.5, 0.75, 0.5);
        Rectangle right = new Rectangle(0.25, 0.5, 0.75, 0.5);

        Outline both = Outline.union(List.of(left, right));

        assertThat(both.surface()).isCloseTo(0.5, EXACT);
        assertThat(MASS.shareWithin(both)).isCloseTo(7 / 8.0, EXACT);
    }

    @Test
    void a_hole_that_several_areas_leave_is_not_counted() {
        Outline frame = Outline.union(List.of(
                new Rectangle(0, 0, 1, 0.25),
                new Rectangle(0, 0.75, 1, 0.25),
                new Rectangle(0, 0, 0.25, 1),
                new Rectangle(0.75, 0, 0.25, 1)));

        assertThat(frame.surface()).isCloseTo(0.75, EXACT);
        assertThat(MASS.shareWithin(frame)).isCloseTo(0.75, EXACT);
    }

    @Test
    void a_concave_polygon_holds_what_samples_of_it_hold() {
        Polygon arrow = new Polygon(List.of(
                new Point(0.05, 0.1),
                new Point(0.93, 0.47),
                new Point(0.11, 0.88),
                new Point(0.4, 0.52),
                new Point(0.21, 0.41)));
        HeatmapGrid map = new HeatmapGrid(HeatmapKind.DEEP, 5, 7, new float[35], 0);
        for (int i = 0; i < 35; i++) {
            map.cells()[i] = (i * 31) % 17;
        }
        int samples = 0;
        double inside = 0;
        double all = 0;
        for (int i = 0; i < 700; i++) {
            for (int j = 0; j < 700; j++) {
                double x = (i + 0.5) / 700;
                double y = (j + 0.5) / 700;
                double value = map.at((int) (y * 5), (int) (x * 7));
                all += value;
                if (isInside(arrow.corners(), x, y)) {
                    inside += value;
                    samples++;
                }
            }
        }

        assertThat(new OutlineMass(map).shareWithin(Outline.of(arrow))).isCloseTo(inside / all, within(0.001));
        assertThat(Outline.of(arrow).surface()).isCloseTo(samples / 490_000.0, within(0.001));
    }

    @Test
    void a_map_without_positive_values_has_no_shares() {
        OutlineMass none = new OutlineMass(new HeatmapGrid(HeatmapKind.DEEP, 1, 2, new float[] {0, -1}, 0));

        assertThat(none.isEmpty()).isTrue();
        assertThat(AreaMeasure.of(Outline.of(new Rectangle(0, 0, 0.5, 1)), java.util.Optional.of(none)))
                .isEqualTo(new AreaMeasure(0.5, java.util.Optional.empty()));
    }

    private static double share(AreaShape shape) {
        return MASS.shareWithin(Outline.of(shape));
    }

    /** Whether a ray to the right crosses the border an odd number of times. */
    private static boolean isInside(List<Point> corners, double x, double y) {
        boolean inside = false;
        for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
            Point a = corners.get(i);
            Point b = corners.get(j);
            if ((a.y() > y) != (b.y() > y) && x < (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
        }
        return inside;
    }
}
