package com.engram.api.analyses;

import com.engram.analysis.AnalysisPosition;
import com.engram.web.PublicId;
import com.engram.web.paging.Cursor;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** The cursor of a list of analyses. It is the same for each order, so it names the score and the time. */
final class AnalysisCursor {

    private AnalysisCursor() {}

    static String of(AnalysisPosition position) {
        return Cursor.of(
                PublicId.ANALYSIS.of(position.analysis()),
                position.createdAt().toString(),
                position.score().map(String::valueOf).orElse(""));
    }

    /** The position; empty if the text is not a cursor. */
    static Optional<AnalysisPosition> parse(String cursor) {
        return Cursor.parse(cursor, 3).flatMap(AnalysisCursor::toPosition);
    }

    private static Optional<AnalysisPosition> toPosition(List<String> values) {
        try {
            Instant createdAt = Instant.parse(values.get(1));
            Optional<Float> score =
                    values.get(2).isEmpty() ? Optional.empty() : Optional.of(Float.valueOf(values.get(2)));
            return PublicId.ANALYSIS
                    .parse(values.get(0))
                    .map(analysis -> new AnalysisPosition(analysis, createdAt, score));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
