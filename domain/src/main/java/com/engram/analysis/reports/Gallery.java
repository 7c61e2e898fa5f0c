package com.engram.analysis.reports;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.database.Database;
import com.engram.database.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The images of the current tenant with their current analysis. Every query reads {@code image_result}, which the
 * database keeps, so a page costs the same however large the library is.
 */
@ApplicationScoped
@Transactional
public class Gallery {

    private static final String CARDS = """
            select r.image_id as image, i.filename, i.state = 'READY' as is_ready, a.id as analysis, a.state,
              a.score, a.interval_low, a.interval_high, a.percentile, a.out_of_domain, a.problem_code, a.problem_detail,
              i.preview_width, i.preview_height
            from image_result r join image i on i.id = r.image_id join analysis a on a.id = r.analysis_id
            where\s""";

    /** Row-level security says so, too; the planner uses the indexes best if the statement says it. */
    private static final String OF_TENANT = "r.tenant_id = current_tenant()";

    /** The largest number of file names that are looked up by index. More of them are found soon in the order of a page. */
    static final int MAX_NAMED = 1_000;

    /** The largest number of matches that is counted. Counting all would read the whole library for a page of it. */
    public static final int MAX_COUNTED = 1_000;

    /** The largest number of matches of a filter that a histogram reads. */
    public static final int MAX_IN_HISTOGRAM = 10_000;

    /** How many parts the scale of a histogram has. The database counts images by them ({@code score_bin}). */
    public static final int BINS = 40;

    /** The index has groups of three letters and digits. */
    private static final Pattern INDEXED_TEXT = Pattern.compile("[\\p{L}\\p{N}]{3}");

    private final Database database;

    @Inject
    Gallery(Database database) {
        this.database = database;
    }

    private record CardRow(
            UUID image,
            String filename,
            boolean isReady,
            UUID analysis,
            AnalysisState state,
            @Nullable Float score,
            @Nullable Float intervalLow,
            @Nullable Float intervalHigh,
            @Nullable Float percentile,
            @Nullable Boolean outOfDomain,
            Optional<String> problemCode,
            Optional<String> problemDetail,
            Optional<Integer> previewWidth,
            Optional<Integer> previewHeight) {

        GalleryCard toCard() {
            return new GalleryCard(
                    image,
                    filename,
                    isReady,
                    analysis,
                    state,
                    toScore(),
                    problemCode,
                    problemDetail,
                    previewWidth,
                    previewHeight);
        }

        private Optional<Score> toScore() {
            return score == null || intervalLow == null || intervalHigh == null || percentile == null
                    ? Optional.empty()
                    : Optional.of(
                            new Score(score, intervalLow, intervalHigh, percentile, Boolean.TRUE.equals(outOfDomain)));
        }
    }

    private record StatusCount(ResultStatus status, long images) {}

    /**
     * A page of the images that the filter lets through, in its order.
     *
     * @param after where the previous page ended; null for the first page
     */
    public List<GalleryCard> listCards(GalleryFilter filter, @Nullable GalleryPosition after, int limit) {
        GalleryOrder order = filter.order();
        Restriction restriction = restrict(filter);
        if (after != null) {
            restriction.conditions().add(order.afterPosition());
        }
        SqlStatement page = statement(CARDS, restriction, " order by " + order.columns() + " limit :limit")
                .bind("limit", limit);
        if (after != null) {
            page.bind("image", after.image());
            if (order.isByScore()) {
                page.bind("score", order.sortValue(after));
            }
        }
        return page.list(CardRow.class).stream().map(CardRow::toCard).toList();
    }

    /** Those of the images that exist and have an analysis, in the given order. */
    public List<GalleryCard> listCards(List<UUID> images) {
        Map<UUID, GalleryCard> found = statement(
                        CARDS, new Restriction(List.of("r.image_id = any(:images)"), Map.of("images", images)), "")
                .list(CardRow.class)
                .stream()
                .map(CardRow::toCard)
                .collect(Collectors.toMap(GalleryCard::image, Function.identity()));
        return images.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** The ids of the images that match the filter, in its order. */
    public List<UUID> listImages(GalleryFilter filter, int limit) {
        String images = filter.readsImages() ? "join image i on i.id = r.image_id " : "";
        return statement(
                        "select r.image_id from image_result r " + images + "where ",
                        restrict(filter),
                        " order by " + filter.order().columns() + " limit :limit")
                .bind("limit", limit)
                .list(UUID.class);
    }

    /**
     * The images before and after an image in the filter's order.
     *
     * @param position of the image
     */
    public Neighbours findNeighbours(GalleryFilter filter, GalleryPosition position) {
        GalleryOrder order = filter.order();
        return new Neighbours(
                findNeighbour(filter, position, order.beforePosition(), order.reverseColumns()),
                findNeighbour(filter, position, order.afterPosition(), order.columns()));
    }

    /** The images beside an image; empty at the ends. */
    public record Neighbours(Optional<UUID> previous, Optional<UUID> next) {}

    private Optional<UUID> findNeighbour(
            GalleryFilter filter, GalleryPosition position, String condition, String columns) {
        Restriction restriction = restrict(filter);
        restriction.conditions().add(condition);
        String images = filter.readsImages() ? "join image i on i.id = r.image_id " : "";
        SqlStatement neighbour = statement(
                        "select r.image_id from image_result r " + images + "where ",
                        restriction,
                        " order by " + columns + " limit 1")
                .bind("image", position.image());
        if (filter.order().isByScore()) {
            neighbour.bind("score", filter.order().sortValue(position));
        }
        return neighbour.find(UUID.class);
    }

    /** How many images have a score within a bin of the histogram. */
    public record ScoreBin(int bin, long images) {}

    /**
     * How the scores of the images that match the filter are spread, whatever scores it asks for. All images of the tenant
     * are in the database's counts; of those that another filter lets through, {@link #MAX_IN_HISTOGRAM} are read at most.
     *
     * @return the bins that have images, ordered by bin: each is a part of the scale, {@value #BINS} in all, from 0
     */
    public List<ScoreBin> histogram(GalleryFilter filter) {
        GalleryFilter everyScore = filter.withoutScores();
        return everyScore.restricts()
                ? readHistogram(everyScore)
                : database.sql("""
                        select cast(bin as int) as bin, cast(sum(images) as bigint) as images from image_result_count
                        where tenant_id = current_tenant() and bin >= 0 group by bin having sum(images) > 0 order by bin
                        """).list(ScoreBin.class);
    }

    private List<ScoreBin> readHistogram(GalleryFilter everyScore) {
        String images = everyScore.readsImages() ? "join image i on i.id = r.image_id " : "";
        Restriction restriction = restrict(everyScore);
        restriction.conditions().add("r.score_asc <= 1");
        return statement(
                        "select cast(score_bin(matches.score) as int) as bin, count(*) as images "
                                + "from (select r.score from image_result r " + images + "where ",
                        restriction,
                        " limit :limit) matches group by 1 order by 1")
                .bind("limit", MAX_IN_HISTOGRAM)
                .list(ScoreBin.class);
    }

    /** Counts the images that match the filter; one more than {@link #MAX_COUNTED} if there are more. */
    public long count(GalleryFilter filter) {
        if (filter.state() != null && filter.restrictsByStateOnly()) {
            Map<ResultStatus, Long> counts = countByStatus();
            long all = filter.state().statuses().stream()
                    .mapToLong(status -> counts.getOrDefault(status, 0L))
                    .sum();
            return Math.min(all, MAX_COUNTED + 1L);
        }
        String images = filter.readsImages() ? "join image i on i.id = r.image_id " : "";
        return statement(
                        "select count(*) from (select 1 from image_result r " + images + "where ",
                        restrict(filter),
                        " limit :limit) matches")
                .bind("limit", MAX_COUNTED + 1)
                .get(Long.class);
    }

    /** Counts the tenant's images by their result. */
    public GalleryCounts counts() {
        Map<ResultStatus, Long> counts = countByStatus();
        return new GalleryCounts(
                counts.getOrDefault(ResultStatus.PENDING, 0L),
                counts.getOrDefault(ResultStatus.DONE, 0L),
                counts.getOrDefault(ResultStatus.REJECTED, 0L) + counts.getOrDefault(ResultStatus.FAILED, 0L));
    }

    private Map<ResultStatus, Long> countByStatus() {
        return database.sql("""
                        select status, cast(sum(images) as bigint) as images from image_result_count
                        where tenant_id = current_tenant() group by status
                        """).list(StatusCount.class).stream()
                .collect(Collectors.toMap(
                        StatusCount::status, StatusCount::images, Long::sum, () -> new EnumMap<>(ResultStatus.class)));
    }

    private record Restriction(List<String> conditions, Map<String, Object> parameters) {}

    /** The conditions of a filter. A file name that few images have is looked up first. */
    private Restriction restrict(GalleryFilter filter) {
        Optional<List<UUID>> named = findNamed(filter.text());
        GalleryFilter rest = named.isPresent() ? filter.withoutText() : filter;
        Restriction restriction = new Restriction(new ArrayList<>(rest.conditions()), new HashMap<>(rest.parameters()));
        named.ifPresent(images -> {
            restriction.conditions().add("r.image_id = any(:named)");
            restriction.parameters().put("named", images);
        });
        return restriction;
    }

    /** The images whose file name contains a text; empty if there are many, or if the index cannot find it. */
    private Optional<List<UUID>> findNamed(@Nullable String text) {
        if (text == null || !INDEXED_TEXT.matcher(text).find()) {
            return Optional.empty();
        }
        List<UUID> found = database.sql("select find_images_by_filename(:part, :limit)")
                .bindContaining("part", text)
                .bind("limit", MAX_NAMED + 1)
                .list(UUID.class);
        return found.size() > MAX_NAMED ? Optional.empty() : Optional.of(found);
    }

    private SqlStatement statement(String start, Restriction restriction, String end) {
        String condition =
                restriction.conditions().stream().map(each -> " and " + each).collect(Collectors.joining());
        SqlStatement statement = database.sql(start + OF_TENANT + condition + end);
        restriction.parameters().forEach(statement::bind);
        return statement;
    }
}
