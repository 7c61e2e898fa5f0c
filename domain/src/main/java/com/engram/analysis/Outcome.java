package com.engram.analysis;

/** What came of asking a scorer. */
public sealed interface Outcome {

    /** The picture was scored, and its preview and thumbnail were written. */
    record Scored(Score score, Picture picture, Model model, HeatmapGrid decomposition, int millis)
            implements Outcome {}

    /** The deep map was made. */
    record Mapped(HeatmapGrid map, int millis) implements Outcome {}

    /** The picture cannot be scored, whoever tries: a stable code and a sentence for its owner. */
    record Rejected(String code, String detail) implements Outcome {}

    /**
     * Nothing is known of the picture yet.
     *
     * @param reason for the operator
     * @param countsAsAttempt false where the backend was down or full, which is not the picture's doing
     */
    record Retry(String reason, boolean countsAsAttempt) implements Outcome {}
}
