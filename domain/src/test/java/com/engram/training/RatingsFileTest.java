package com.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.training.RatingProblem.Kind;
import com.engram.training.RatingsFile.Rating;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingsFileTest {

    @Test
    void a_file_of_a_spreadsheet_with_decimal_commas_is_read() {
        RatingsFile file = read("\uFEFFImage;Rating;Category\r\nmare.jpg;0,75;Paesaggi\r\n\r\n\"a;b.jpg\";1;\r\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.ratings())
                .containsExactly(new Rating(2, "mare.jpg", 0.75, "Paesaggi", ""), new Rating(4, "a;b.jpg", 1, "", ""));
    }

    @Test
    void columns_have_any_order_and_quotes_may_contain_quotes_and_line_breaks() {
        RatingsFile file = read("rating,subcategory,image\n.5,\"x \"\"y\"\"\nz\",a.jpg\n0.25,,b.jpg\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.ratings())
                .containsExactly(new Rating(2, "a.jpg", 0.5, "", "x \"y\"\nz"), new Rating(4, "b.jpg", 0.25, "", ""));
    }

    @Test
    void every_invalid_line_is_named() {
        RatingsFile file = read("image,rating\na.jpg,1.5\nb.jpg,high\n,0.5\nc.jpg,0.5\nc.jpg,0.6\nd.jpg\ne.jpg,-0.1\n");

        assertThat(file.problems())
                .containsExactly(
                        new RatingProblem(Kind.OUT_OF_RANGE, 2, "1.5"),
                        new RatingProblem(Kind.NO_NUMBER, 3, "high"),
                        new RatingProblem(Kind.NO_IMAGE, 4, ""),
                        new RatingProblem(Kind.DUPLICATE, 6, "c.jpg"),
                        new RatingProblem(Kind.NO_NUMBER, 7, ""),
                        new RatingProblem(Kind.OUT_OF_RANGE, 8, "-0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "0x1p-2", "0.5f", "1e-1", "٠.٥", "1 000", "0,5"})
    void only_plain_decimal_numbers_are_ratings(String written) {
        RatingsFile file = read("image,rating\na.jpg,\"" + written + "\"\n");

        assertThat(file.problems()).extracting(RatingProblem::kind).containsExactly(Kind.NO_NUMBER);
    }

    @Test
    void a_file_without_the_columns_or_with_an_open_quotation_mark_is_refused() {
        assertThat(read("picture,rating\na.jpg,1\n").problems())
                .containsExactly(new RatingProblem(Kind.MISSING_COLUMN, 1, "image"));
        assertThat(read("image,rating\n\"a.jpg,1\nb.jpg,1\n").problems())
                .containsExactly(new RatingProblem(Kind.OPEN_QUOTE, 2, ""));
    }

    @Test
    void what_is_no_text_in_utf_8_is_refused() {
        assertThat(kinds(RatingsFile.read(new byte[0]))).containsExactly(Kind.SIZE);
        assertThat(kinds(RatingsFile.read(new byte[RatingsFile.MAX_BYTES + 1]))).containsExactly(Kind.SIZE);
        assertThat(kinds(RatingsFile.read("image,rating\ncaffè.jpg,1".getBytes(StandardCharsets.ISO_8859_1))))
                .containsExactly(Kind.ENCODING);
        assertThat(kinds(read("image,rating\na\0.jpg,1"))).containsExactly(Kind.ENCODING);
        assertThat(kinds(read("\n\n"))).containsExactly(Kind.SIZE);
    }

    private static List<Kind> kinds(RatingsFile file) {
        return file.problems().stream().map(RatingProblem::kind).toList();
    }

    private static RatingsFile read(String text) {
        return RatingsFile.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
