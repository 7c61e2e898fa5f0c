package com.engram.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.campaigns.CampaignFile.Invalid;
import com.engram.campaigns.CampaignFile.Read;
import com.engram.campaigns.CampaignProblem.Kind;
import com.engram.campaigns.CampaignResults.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignFileTest {

    @Test
    void columns_of_numbers_are_metrics_and_others_are_left_out() {
        CampaignResults results = results("""
                Day,Ad name,CTR,Status,Impressions
                2026-11-01,beach.jpg,2.31%,active,"1,204"
                2026-11-01,city.jpg,,paused,980
                """);

        assertThat(results.metrics()).containsExactly("CTR", "Impressions");
        assertThat(results.lines())
                .containsExactly(
                        new Line(2, "beach.jpg", List.of(Optional.of(2.31), Optional.of(1204.0))),
                        new Line(3, "city.jpg", List.of(Optional.empty(), Optional.of(980.0))));
    }

    @Test
    void an_italian_spreadsheet_is_read() {
        CampaignResults results = results("\uFEFFImmagine;CTR;Spesa\r\nmare.jpg;2,31 %;1.204,50 €\r\n");

        assertThat(results.metrics()).containsExactly("CTR", "Spesa");
        assertThat(results.lines())
                .containsExactly(new Line(2, "mare.jpg", List.of(Optional.of(2.31), Optional.of(1204.5))));
    }

    @Test
    void without_a_known_heading_the_first_column_has_the_images() {
        assertThat(results("Motif,Clicks\na.jpg,7\n").lines())
                .containsExactly(new Line(2, "a.jpg", List.of(Optional.of(7.0))));
    }

    @Test
    void a_column_with_a_few_words_among_its_numbers_is_a_metric() {
        CampaignResults results = results("image,CTR\na.jpg,1.5\nb.jpg,n/a\nc.jpg,2\n");

        assertThat(results.lines())
                .extracting(Line::values)
                .containsExactly(List.of(Optional.of(1.5)), List.of(Optional.empty()), List.of(Optional.of(2.0)));
    }

    @Test
    void a_file_without_lines_or_numbers_is_refused() {
        assertThat(kind("image,CTR\n")).isEqualTo(Kind.NO_LINES);
        assertThat(kind("image,CTR\na.jpg,high\n")).isEqualTo(Kind.NO_METRIC);
        assertThat(kind("image\na.jpg\n")).isEqualTo(Kind.NO_METRIC);
        assertThat(kind("")).isEqualTo(Kind.SIZE);
        assertThat(kind("image,CTR\n\"a.jpg,1\n")).isEqualTo(Kind.OPEN_QUOTE);
        assertThat(kind("image,CTR\na\0.jpg,1\n")).isEqualTo(Kind.ENCODING);
    }

    private static CampaignResults results(String csv) {
        return ((Read) CampaignFile.read(csv.getBytes(StandardCharsets.UTF_8))).results();
    }

    private static Kind kind(String csv) {
        return ((Invalid) CampaignFile.read(csv.getBytes(StandardCharsets.UTF_8)))
                .problem()
                .kind();
    }
}
