package com.engram.client.analyses;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.Locale;

/** The state of an analysis. */
public enum AnalysisStatus {
    QUEUED,
    SCORING,
    /** There is a score, and the deep heatmap is being computed. */
    MAPPING,
    DONE,
    /** The image cannot be scored; nothing is charged. */
    REJECTED,
    /** The server could not score the image; nothing is charged, and the analysis can be retried. */
    FAILED,
    /** A state that this version of the client does not have. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether the analysis has finished. */
    public boolean isFinal() {
        return this == DONE || this == REJECTED || this == FAILED;
    }

    /** The name as the API writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
