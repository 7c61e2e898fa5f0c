package com.engram.analysis.backends;

/** What came of asking a scorer. */
public sealed interface Outcome {

    /** The picture was scored, and its preview and thumbnail were written. */
    record Scored(Score score, ImageProperties picture, Model model, HeatmapGrid decomposition, int millis)
            implements Outcome {}

    /** The deep map was made. */
    record Mapped(HeatmapGrid map, int millis) implements Outcome {}

    /** The picture cannot be scored, whoever tries: a stable code and a sentence for its owner. */
    record Rejected(String code, String detail) implements Outcome {}

    /**
     * Nothing is known of the picture yet.
     *
     * @param reason for the operator
     */
    record Retry(String reason, Cause cause) implements Outcome {

        /** Whether the picture may be the cause: one that fails too often is parked. */
        public boolean countsAsAttempt() {
            return cause == Cause.FAULT;
        }

        /** Whether another backend may do better now. */
        boolean mayDoElsewhere() {
            return cause == Cause.DOWN || cause == Cause.BUSY;
        }
    }

    /** Why nothing is known. */
    enum Cause {
        /** The backend, or something that it needs, is away. Another one may do; the picture waits. */
        DOWN,
        /** The backend has more than it can do: less at once. Another one may do; the picture waits. */
        BUSY,
        /** The object store did not give the picture, or take what was derived from it. No other backend can do better. */
        STORE,
        /** It began and came to nothing, perhaps because of this picture. */
        FAULT
    }
}
