package com.engram.analysis.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which images a gallery shows, and in which order. A component that is null does not restrict.
 *
 * <p>The conditions read the tables {@code image_result} (r), {@code image} (i), {@code analysis} and, as read-only projections
 * of other features, {@code project_image}, {@code image_tag} and {@code image_review}.
 *
 * @param text part of the file's name; case and accents do not matter
 * @param uploader the person or API key that uploaded the image
 * @param review the state of its review, {@code draft}, {@code in_review} or {@code approved}
 * @param minScore 0..1, of the current analysis
 * @param maxScore 0..1, of the current analysis
 * @param from first day of upload, UTC
 * @param to last day of upload, UTC
 */
public record GalleryFilter(
        @Nullable String text,
        @Nullable StateFilter state,
        @Nullable UUID project,
        @Nullable UUID tag,
        @Nullable UUID batch,
        @Nullable UUID uploader,
        @Nullable String review,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        GalleryOrder order) {

    /** The state of an image that nobody has reviewed. */
    private static final String UNREVIEWED = "draft";

    /** All images, the newest first. */
    public static final GalleryFilter ALL =
            new GalleryFilter(null, null, null, null, null, null, null, null, null, null, null, GalleryOrder.NEWEST);

    /** Which results an image may have. */
    public enum StateFilter {
        SCORED(EnumSet.of(ResultStatus.DONE)),
        WAITING(EnumSet.of(ResultStatus.PENDING)),
        UNSCORED(EnumSet.of(ResultStatus.REJECTED, ResultStatus.FAILED));

        private final Set<ResultStatus> statuses;

        StateFilter(Set<ResultStatus> statuses) {
            this.statuses = statuses;
        }

        Set<ResultStatus> statuses() {
            return statuses;
        }

        /** One status is compared for equality: only then does the index give the images in their order, too. */
        private String condition() {
            return statuses.size() == 1 ? "r.status = :status" : "r.status = any(:statuses)";
        }
    }

    /** Whether any image is left out. */
    public boolean restricts() {
        return !conditions().isEmpty();
    }

    /** Whether no condition but the state restricts. */
    boolean restrictsByStateOnly() {
        return conditions().size() == 1 && state != null;
    }

    /** The same filter for file names of any text. */
    GalleryFilter withoutText() {
        return new GalleryFilter(
                null, state, project, tag, batch, uploader, review, minScore, maxScore, from, to, order);
    }

    /** The same filter for every score. */
    public GalleryFilter withoutScores() {
        return new GalleryFilter(text, state, project, tag, batch, uploader, review, null, null, from, to, order);
    }

    /** Whether a condition reads the table {@code image}. */
    boolean readsImages() {
        return text != null || from != null || to != null || uploader != null;
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (state != null) {
            conditions.add(state.condition());
        }
        addIf(conditions, text, "position(search_key(:text) in search_key(i.filename)) > 0");
        addIf(
                conditions,
                project,
                "r.image_id in (select p.image_id from project_image p where p.project_id = :project)");
        addIf(conditions, tag, "r.image_id in (select t.image_id from image_tag t where t.tag_id = :tag)");
        addIf(conditions, batch, "r.image_id in (select a.image_id from analysis a where a.batch_id = :batch)");
        addIf(conditions, uploader, "i.added_by = :uploader");
        if (review != null) {
            conditions.add(
                    review.equals(UNREVIEWED)
                            ? "not exists (select from image_review v where v.image_id = r.image_id and v.is_current"
                                    + " and v.state <> :review)"
                            : "r.image_id in (select v.image_id from image_review v where v.is_current and v.state = :review)");
        }
        addIf(conditions, minScore, "r.score_desc >= cast(:minScore as real)");
        addIf(conditions, maxScore, "r.score_asc <= cast(:maxScore as real)");
        addIf(conditions, from, "i.created_at >= cast(cast(:from as date) as timestamp) at time zone 'UTC'");
        addIf(conditions, to, "i.created_at < cast(cast(:to as date) + 1 as timestamp) at time zone 'UTC'");
        return conditions;
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        if (state != null && state.statuses().size() == 1) {
            parameters.put("status", state.statuses().iterator().next());
        } else if (state != null) {
            parameters.put("statuses", state.statuses());
        }
        putIf(parameters, "text", text);
        putIf(parameters, "project", project);
        putIf(parameters, "tag", tag);
        putIf(parameters, "batch", batch);
        putIf(parameters, "uploader", uploader);
        putIf(parameters, "review", review);
        putIf(parameters, "minScore", minScore);
        putIf(parameters, "maxScore", maxScore);
        putIf(parameters, "from", from);
        putIf(parameters, "to", to);
        return parameters;
    }

    private static void addIf(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    private static void putIf(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
