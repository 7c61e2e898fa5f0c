package com.engram.training;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.images.upload.ImageNames;
import com.engram.tenancy.Scope;
import com.engram.training.RatingProblem.Kind;
import com.engram.training.RatingsFile.Rating;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates a data set of the current tenant from a CSV file with names of images in its library and their ratings. Every line must be
 * valid: a data set without some of its lines would be another one than the person believes.
 */
@ApplicationScoped
public class CreateRatedSet {

    /** More problems than these are counted only. */
    private static final int MAX_PROBLEMS = 20;

    private static final int MAX_NAME = 100;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    CreateRatedSet(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a person wants.
     *
     * @param name of the data set; not blank
     * @param consent the sentence that the person agreed to: that the images and ratings may be used for a model of the account
     * @param person who agreed
     */
    public record Request(String name, String consent, UUID person) {}

    /** The result of a request. */
    public sealed interface Result {}

    /** The data set was created. */
    public record Created(UUID id, int images) implements Result {}

    /**
     * The file was refused, and nothing was created.
     *
     * @param problems the first ones, in the order of the file
     * @param more how many further problems there are
     */
    public record Refused(List<RatingProblem> problems, int more) implements Result {}

    private record NamedImage(UUID id, String filename) {}

    private record RatedImageRow(
            UUID ratedSet, UUID tenant, UUID image, double rating, String category, String subcategory) {}

    /** The problems of a file that can be told without the library; empty if there are none. */
    public List<RatingProblem> check(byte[] csv) {
        RatingsFile file = RatingsFile.read(csv);
        List<RatingProblem> problems = new ArrayList<>(file.problems());
        if (problems.isEmpty()) {
            problems.addAll(ofWhole(file.ratings()));
        }
        return problems;
    }

    /** The refusal with those problems. */
    public static Refused refusal(List<RatingProblem> problems) {
        int shown = Math.min(problems.size(), MAX_PROBLEMS);
        return new Refused(List.copyOf(problems.subList(0, shown)), problems.size() - shown);
    }

    /**
     * Creates a data set.
     *
     * @param preferred images that are meant where the library has several of a name, such as those of the archive that came with the
     *     file
     */
    @Transactional
    public Result create(Request request, byte[] csv, Collection<UUID> preferred) {
        List<RatingProblem> problems = check(csv);
        if (!problems.isEmpty()) {
            return refusal(problems);
        }
        List<Rating> ratings = RatingsFile.read(csv).ratings();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        List<RatedImageRow> rows = resolve(id, ratings, Set.copyOf(preferred), problems);
        if (!problems.isEmpty()) {
            return refusal(problems);
        }
        String name = cut(request.name().strip());
        Instant now = clock.instant();
        database.sql("""
                        insert into rated_set (id, tenant_id, name, consent, consented_by, created_at)
                        values (:id, :tenant, :name, :consent, :person, :now)
                        """)
                .bind("id", id)
                .bind("tenant", Scope.getTenant())
                .bind("name", name)
                .bind("consent", request.consent())
                .bind("person", request.person())
                .bind("now", now)
                .update();
        database.batch("""
                insert into rated_image (rated_set_id, tenant_id, image_id, rating, category, subcategory)
                values (:ratedSet, :tenant, :image, :rating, :category, :subcategory)
                """, rows);
        audit.record("model.data-set-created", name + ", " + rows.size() + " images");
        return new Created(id, rows.size());
    }

    private static List<RatingProblem> ofWhole(List<Rating> ratings) {
        if (ratings.size() < RatedSets.MIN_IMAGES) {
            return List.of(new RatingProblem(Kind.TOO_FEW_IMAGES, 0, String.valueOf(ratings.size())));
        }
        if (ratings.size() > RatedSets.MAX_IMAGES) {
            return List.of(new RatingProblem(Kind.TOO_MANY_IMAGES, 0, String.valueOf(ratings.size())));
        }
        long different = ratings.stream().mapToDouble(Rating::rating).distinct().count();
        return different < RatedSets.MIN_RATINGS
                ? List.of(new RatingProblem(Kind.TOO_FEW_RATINGS, 0, String.valueOf(different)))
                : List.of();
    }

    private List<RatedImageRow> resolve(
            UUID set, List<Rating> ratings, Set<UUID> preferred, List<RatingProblem> problems) {
        Map<String, List<UUID>> library = library(ratings);
        List<RatedImageRow> rows = new ArrayList<>();
        for (Rating rating : ratings) {
            List<UUID> named = library.getOrDefault(rating.image(), List.of());
            if (named.isEmpty()) {
                named = library.getOrDefault(ImageNames.ofFile(rating.image()), List.of());
            }
            List<UUID> meant = named.stream().filter(preferred::contains).toList();
            List<UUID> found = meant.isEmpty() ? named : meant;
            if (found.size() == 1) {
                rows.add(new RatedImageRow(
                        set,
                        Scope.getTenant().value(),
                        found.get(0),
                        rating.rating(),
                        rating.category(),
                        rating.subcategory()));
            } else {
                Kind kind = found.isEmpty() ? Kind.UNKNOWN_IMAGE : Kind.AMBIGUOUS_IMAGE;
                problems.add(new RatingProblem(kind, rating.line(), rating.image()));
            }
        }
        addTwofold(rows, ratings, problems);
        return rows;
    }

    /** Two names may mean the same image: one with its folder and one without. */
    private static void addTwofold(List<RatedImageRow> rows, List<Rating> ratings, List<RatingProblem> problems) {
        if (!problems.isEmpty()) {
            return;
        }
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!seen.add(rows.get(i).image())) {
                problems.add(new RatingProblem(
                        Kind.DUPLICATE, ratings.get(i).line(), ratings.get(i).image()));
            }
        }
    }

    /** The images by their names. Those whose bytes never arrived do not count. */
    private Map<String, List<UUID>> library(List<Rating> ratings) {
        List<String> names = ratings.stream()
                .map(Rating::image)
                .flatMap(name -> Stream.of(name, ImageNames.ofFile(name)))
                .distinct()
                .toList();
        return database
                .sql(
                        "select id, filename from image where filename = any(:names) and state <> 'AWAITING_UPLOAD' order by id")
                .bind("names", names)
                .list(NamedImage.class)
                .stream()
                .collect(Collectors.groupingBy(
                        NamedImage::filename, Collectors.mapping(NamedImage::id, Collectors.toList())));
    }

    private static String cut(String name) {
        return name.substring(0, name.offsetByCodePoints(0, Math.min(name.codePointCount(0, name.length()), MAX_NAME)));
    }
}
