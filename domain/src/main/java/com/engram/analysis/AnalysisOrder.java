package com.engram.analysis;

/** The order of a list of analyses. The orders by score leave out analyses without a score. */
public enum AnalysisOrder {
    OLDEST("createdAt", "asc"),
    NEWEST("createdAt", "desc"),
    LOWEST("result.score", "asc"),
    HIGHEST("result.score", "desc");

    private final String attribute;
    private final String direction;

    AnalysisOrder(String attribute, String direction) {
        this.attribute = attribute;
        this.direction = direction;
    }

    boolean isByScore() {
        return this == LOWEST || this == HIGHEST;
    }

    /** In HQL, for the analysis {@code a}. */
    String orderBy() {
        return "a.%1$s %2$s, a.id %2$s".formatted(attribute, direction);
    }

    /** The HQL condition for everything that follows a position, with the parameters {@code :value} and {@code :id}. */
    String afterCondition() {
        return "(a.%1$s, a.id) %2$s (:value, :id)".formatted(attribute, direction.equals("asc") ? ">" : "<");
    }

    /**
     * Whether a list in this order can continue at a position. A list by score cannot continue at an analysis without
     * one.
     */
    public boolean canContinueAt(AnalysisPosition position) {
        return !isByScore() || position.score().isPresent();
    }

    /** The value of a position in the attribute that this order sorts by. */
    Object sortValue(AnalysisPosition position) {
        return isByScore() ? position.score().orElseThrow() : position.createdAt();
    }
}
