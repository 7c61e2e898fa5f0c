package com.engram.analysis.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures of a gallery are shown, and in which order. What is null does not restrict.
 *
 * @param text part of the file's name, in any case
 * @param minScore 0..1, compared with the newest score, like {@code maxScore}
 * @param from first day of arrival, UTC
 * @param to last day of arrival, UTC
 */
public record GalleryFilter(
        @Nullable String text,
        @Nullable Standing standing,
        @Nullable UUID project,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Sort sort) {

    /** Everything, the newest first. */
    public static final GalleryFilter ALL = new GalleryFilter(null, null, null, null, null, null, null, Sort.NEWEST);

    /** How far a picture is, as its owner sees it. */
    public enum Standing {
        SCORED("a.state = 'DONE'"),
        WAITING("a.state in ('QUEUED', 'SCORING', 'MAPPING')"),
        UNSCORED("a.state in ('REJECTED', 'FAILED')");

        private final String condition;

        Standing(String condition) {
            this.condition = condition;
        }
    }

    /** In which order; pictures without a score come after all that have one. */
    public enum Sort {
        NEWEST("i.id desc", "i.id < :after"),
        OLDEST("i.id", "i.id > :after"),
        HIGHEST("coalesce(a.score, -1) desc, i.id desc", "(coalesce(a.score, -1), i.id) < " + behind(-1)),
        LOWEST("coalesce(a.score, 2), i.id", "(coalesce(a.score, 2), i.id) > " + behind(2));

        private final String order;
        private final String behind;

        Sort(String order, String behind) {
            this.order = order;
            this.behind = behind;
        }

        String order() {
            return order;
        }

        String behind() {
            return behind;
        }

        /** Where the page before has ended; a number beyond all scores stands for none. */
        private static String behind(int none) {
            return """
                    (coalesce((select l.score from analysis l where l.image_id = :after
                      order by l.created_at desc, l.id desc limit 1), %d), :after)
                    """.formatted(none);
        }
    }

    /** Whether anything is left out. */
    public boolean restricts() {
        return !values().isEmpty() || standing != null;
    }

    String condition() {
        List<String> all = new ArrayList<>(List.of("true"));
        addIf(all, text, "position(lower(:text) in lower(i.filename)) > 0");
        addIf(all, project, "i.id in (select p.image_id from project_image p where p.project_id = :project)");
        addIf(all, minScore, "a.score >= cast(:least as real)");
        addIf(all, maxScore, "a.score <= cast(:most as real)");
        addIf(all, from, "i.created_at >= cast(cast(:from as date) as timestamp) at time zone 'UTC'");
        addIf(all, to, "i.created_at < cast(cast(:to as date) + 1 as timestamp) at time zone 'UTC'");
        if (standing != null) {
            all.add(standing.condition);
        }
        return String.join(" and ", all);
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        putIf(values, "text", text);
        putIf(values, "project", project);
        putIf(values, "least", minScore);
        putIf(values, "most", maxScore);
        putIf(values, "from", from);
        putIf(values, "to", to);
        return values;
    }

    private static void addIf(List<String> all, @Nullable Object value, String condition) {
        if (value != null) {
            all.add(condition);
        }
    }

    private static void putIf(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
