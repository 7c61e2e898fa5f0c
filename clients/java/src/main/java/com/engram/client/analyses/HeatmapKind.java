package com.engram.client.analyses;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.Locale;

/** The kinds of heatmaps. */
public enum HeatmapKind {
    /** The values of the cells and the bias add up to the unclipped score. */
    DECOMPOSITION,
    /** The finer map, with relative values of 0..1. */
    DEEP,
    /** A kind that this version of the client does not have. */
    @JsonEnumDefaultValue
    UNKNOWN;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
