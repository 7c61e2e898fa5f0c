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

    /** The HQL condition for everything that follows the analysis with the id {@code :after}. */
    String afterCondition() {
        return "(a.%1$s, a.id) %2$s (select l.%1$s, l.id from Analysis l where l.id = :after)"
                .formatted(attribute, direction.equals("asc") ? ">" : "<");
    }
}
