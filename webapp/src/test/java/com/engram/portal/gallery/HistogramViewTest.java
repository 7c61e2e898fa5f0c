package com.engram.portal.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.Gallery.ScoreBin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The drawing of how scores are spread. */
class HistogramViewTest {

    @Test
    void the_highest_bar_fills_the_drawing_and_one_image_is_still_visible() {
        HistogramView view = HistogramView.of(List.of(new ScoreBin(0, 1), new ScoreBin(30, 5_000)), false);

        assertThat(view.most()).isEqualTo(5_000);
        assertThat(view.bars().get(0)).isEqualTo(new HistogramView.Bar(0, 23, 1, 0, 0.25, 1));
        assertThat(view.bars().get(1)).isEqualTo(new HistogramView.Bar(30, 0, 24, 7.5, 7.75, 5_000));
    }

    @Test
    void a_library_without_scores_has_an_empty_drawing() {
        assertThat(HistogramView.of(List.of(), false).bars()).isEmpty();
    }

    @Test
    void only_a_filter_with_more_images_than_are_read_shows_a_part() {
        List<ScoreBin> full = List.of(new ScoreBin(20, 4_000), new ScoreBin(21, Gallery.MAX_IN_HISTOGRAM - 4_000L));

        assertThat(HistogramView.of(full, true).isPart()).isTrue();
        assertThat(HistogramView.of(full, false).isPart()).as("from the counts").isFalse();
        assertThat(HistogramView.of(List.of(new ScoreBin(20, 9_999)), true).isPart())
                .isFalse();
    }
}
