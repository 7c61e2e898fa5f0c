package com.engram.analysis.reports;

/** The order of a gallery. Images without a score come after all that have one. */
public enum GalleryOrder {
    NEWEST("r.image_id desc", "r.image_id < :image", "r.image_id", "r.image_id > :image"),
    OLDEST("r.image_id", "r.image_id > :image", "r.image_id desc", "r.image_id < :image"),
    HIGHEST(
            "r.score_desc desc, r.image_id desc",
            "(r.score_desc, r.image_id) < (cast(:score as real), :image)",
            "r.score_desc, r.image_id",
            "(r.score_desc, r.image_id) > (cast(:score as real), :image)"),
    LOWEST(
            "r.score_asc, r.image_id",
            "(r.score_asc, r.image_id) > (cast(:score as real), :image)",
            "r.score_asc desc, r.image_id desc",
            "(r.score_asc, r.image_id) < (cast(:score as real), :image)");

    // The database puts these in the place of a missing score, in score_desc and score_asc: every score is between
    // them.
    private static final float NO_SCORE_DESCENDING = -1;
    private static final float NO_SCORE_ASCENDING = 2;

    private final String order;
    private final String afterPosition;
    private final String reverseOrder;
    private final String beforePosition;

    GalleryOrder(String order, String afterPosition, String reverseOrder, String beforePosition) {
        this.order = order;
        this.afterPosition = afterPosition;
        this.reverseOrder = reverseOrder;
        this.beforePosition = beforePosition;
    }

    /** The columns to order by. */
    String columns() {
        return order;
    }

    /** The condition for the images after a position, with the parameters {@code :image} and {@code :score}. */
    String afterPosition() {
        return afterPosition;
    }

    /** The columns of the opposite order. */
    String reverseColumns() {
        return reverseOrder;
    }

    /** The condition for the images before a position, with the parameters {@code :image} and {@code :score}. */
    String beforePosition() {
        return beforePosition;
    }

    boolean isByScore() {
        return this == HIGHEST || this == LOWEST;
    }

    /** The value of a position in the column that this order sorts by. */
    float sortValue(GalleryPosition position) {
        return position.score().orElse(this == LOWEST ? NO_SCORE_ASCENDING : NO_SCORE_DESCENDING);
    }
}
