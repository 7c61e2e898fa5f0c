package com.engram.portal.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryFilter.StateFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.library.BenchmarkId;
import com.engram.web.PublicId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The gallery's filter as the address of a page. */
class GalleryQueryTest {

    @Test
    void the_address_of_a_page_is_read_as_its_filter() {
        UUID tag = UUID.randomUUID();
        UUID batch = UUID.randomUUID();

        GalleryFilter filter = GalleryQuery.parse("/gallery?q=50%25+off&status=scored&tag=" + PublicId.TAG.of(tag)
                        + "&batch=" + PublicId.BATCH.of(batch)
                        + "&review=in_review&min=6%2C5&max=8&from=2026-11-30&sort=highest")
                .filter();

        assertThat(filter)
                .isEqualTo(new GalleryFilter(
                        "50% off",
                        StateFilter.SCORED,
                        null,
                        tag,
                        batch,
                        null,
                        "in_review",
                        0.65,
                        0.8,
                        LocalDate.of(2026, 11, 30),
                        null,
                        GalleryOrder.HIGHEST));
    }

    @Test
    void an_address_without_a_filter_or_with_a_malformed_one_restricts_nothing() {
        assertThat(GalleryQuery.parse("/gallery").filter()).isEqualTo(GalleryFilter.ALL);
        assertThat(GalleryQuery.parse("/gallery?q=%zz&min=x&review=no&tag=tag_1&&status")
                        .filter())
                .isEqualTo(GalleryFilter.ALL);
    }

    @Test
    void the_benchmark_is_the_library_a_project_or_a_tag_and_photographs_otherwise() {
        UUID id = UUID.randomUUID();

        assertThat(query("library").benchmark()).contains(BenchmarkId.LIBRARY);
        assertThat(query(PublicId.PROJECT.of(id)).benchmark()).contains(BenchmarkId.ofProject(id));
        assertThat(query(PublicId.TAG.of(id)).benchmark()).contains(BenchmarkId.ofTag(id));
        assertThat(List.of("", "photographs", "project", "tag", "tag_1", PublicId.IMAGE.of(id)))
                .allSatisfy(rank -> assertThat(query(rank).benchmark()).isEmpty());
    }

    private static GalleryQuery query(String rank) {
        return GalleryQuery.parse("/gallery?rank=" + rank);
    }

    @Test
    void a_filter_is_written_as_it_was_read_and_without_empty_values() {
        assertThat(GalleryQuery.parse("/gallery?q=a+b&min=&sort=lowest").queryString())
                .isEqualTo("q=a+b&sort=lowest");
        assertThat(GalleryQuery.parse("/gallery").queryString()).isEmpty();
    }
}
