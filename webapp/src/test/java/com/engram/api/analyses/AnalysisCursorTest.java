package com.engram.api.analyses;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.AnalysisPosition;
import com.engram.web.paging.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A position in a list of analyses is written to a cursor and read from it. */
class AnalysisCursorTest {

    private static final String ID = "an_0192f3a45b6c7d8e9fa0b1c2d3e4f5a6";
    private static final UUID ANALYSIS = UUID.fromString("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f5a6");
    private static final Instant CREATED_AT = Instant.parse("2026-11-30T12:00:00.123456Z");

    @Test
    void a_position_keeps_its_exact_values() {
        for (Optional<Float> score : java.util.List.of(Optional.<Float>empty(), Optional.of(0.33333334f))) {
            AnalysisPosition position = new AnalysisPosition(ANALYSIS, CREATED_AT, score);

            assertThat(AnalysisCursor.of(position)).matches("[A-Za-z0-9_-]+");
            assertThat(AnalysisCursor.parse(AnalysisCursor.of(position))).contains(position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", ID, ID + ",2026-11-30T12:00:00Z,0.5"})
    void other_text_is_not_a_cursor(String text) {
        assertThat(AnalysisCursor.parse(text)).isEmpty();
    }

    @Test
    void a_cursor_of_another_list_is_none_of_this_one() {
        assertThat(AnalysisCursor.parse(Cursor.of(ID, "2026-11-30T12:00:00Z"))).isEmpty();
        assertThat(AnalysisCursor.parse(Cursor.of(ID.replace("an_", "bat_"), "2026-11-30T12:00:00Z", "")))
                .isEmpty();
        assertThat(AnalysisCursor.parse(Cursor.of(ID, "yesterday", ""))).isEmpty();
        assertThat(AnalysisCursor.parse(Cursor.of(ID, "2026-11-30T12:00:00Z", "high")))
                .isEmpty();
        assertThat(AnalysisCursor.parse(Cursor.of(ID, "2026-11-30T12:00:00Z", "0.5")))
                .isPresent();
    }
}
