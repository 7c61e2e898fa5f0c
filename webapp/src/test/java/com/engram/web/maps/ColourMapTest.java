package com.engram.web.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heatmap has the colours of its legend. */
class ColourMapTest {

    private static final HeatmapGrid MAP = new HeatmapGrid(HeatmapKind.DEEP, 1, 2, new float[] {0, 1}, 0);

    @ParameterizedTest
    @EnumSource(ColourMap.class)
    void the_ends_of_a_heatmap_have_the_ends_of_the_legend(ColourMap colours) {
        List<String> stops = colours.stops();

        BufferedImage drawn = new HeatmapRenderer(MAP, colours, 1).render(100, 1);

        assertThat(rgb(drawn.getRGB(99, 0))).isEqualTo(stops.get(stops.size() - 1));
        assertThat(drawn.getRGB(0, 0) >>> 24).isZero();
        assertThat("#%06x".formatted(colours.colour(0))).isEqualTo(stops.get(0));
        assertThat(ColourMap.findByCode(colours.code())).contains(colours);
    }

    @ParameterizedTest
    @EnumSource(ColourMap.class)
    void without_opacity_nothing_is_drawn(ColourMap colours) {
        BufferedImage drawn = new HeatmapRenderer(MAP, colours, 0).render(100, 1);

        assertThat(drawn.getRGB(99, 0) >>> 24).isZero();
    }

    private static String rgb(int argb) {
        return "#%06x".formatted(argb & 0xffffff);
    }
}
