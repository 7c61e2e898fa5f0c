package com.engram.portal.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.reports.Gallery.ScoreBin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The drawing of how scores are spread. */
class HistogramViewTest {

    @Test
    void the_highest_bar_fills_the_drawing_and_one_image_is_still_visible() {
        HistogramView view = HistogramView.of(List.of(new ScoreBin(0, 1), new ScoreBin(30, 5_000)));

        assertThat(view.most()).isEqualTo(5_000);
        assertThat(view.bars().get(0)).isEqualTo(new HistogramView.Bar(0, 23, 1, 0, 0.25, 1));
        assertThat(view.bars().get(1)).isEqualTo(new HistogramView.Bar(30, 0, 24, 7.5, 7.75, 5_000));
    }

    @Test
    void a_library_without_scores_has_an_empty_drawing() {
        assertThat(HistogramView.of(List.of()).bars()).isEmpty();
    }
}
