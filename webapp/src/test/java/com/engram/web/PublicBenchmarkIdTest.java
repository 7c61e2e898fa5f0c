package com.engram.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.library.BenchmarkId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Benchmarks as clients name them. */
class PublicBenchmarkIdTest {

    @Test
    void what_is_written_is_read_again() {
        UUID id = UUID.randomUUID();
        for (BenchmarkId benchmark : List.of(
                BenchmarkId.PHOTOGRAPHS, BenchmarkId.LIBRARY, BenchmarkId.ofProject(id), BenchmarkId.ofTag(id))) {
            assertThat(PublicBenchmarkId.parse(PublicBenchmarkId.of(benchmark))).contains(benchmark);
        }
    }

    @Test
    void a_project_and_a_tag_of_the_same_id_are_two_benchmarks() {
        UUID id = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

        assertThat(PublicBenchmarkId.of(BenchmarkId.ofProject(id))).isEqualTo("prj_0123456789abcdef0123456789abcdef");
        assertThat(PublicBenchmarkId.of(BenchmarkId.ofTag(id))).isEqualTo("tag_0123456789abcdef0123456789abcdef");
    }

    @Test
    void other_texts_name_no_benchmark() {
        for (String text :
                List.of("", "moon", "project", "tag", "Library", "tag_1", "prj_", PublicId.IMAGE.of(new UUID(1, 2)))) {
            assertThat(PublicBenchmarkId.parse(text)).as(text).isEmpty();
        }
        assertThat(PublicBenchmarkId.parse(null)).isEmpty();
    }
}
