package com.engram.training;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rated data sets of the current tenant. An image that is deleted leaves its data sets. */
@ApplicationScoped
@Transactional
public class RatedSets {

    /** The smallest number of images: on fewer, a comparison with the default model would decide nothing. */
    public static final int MIN_IMAGES = 100;

    /** The largest number of images, so that a training stays within its memory. */
    public static final int MAX_IMAGES = 5_000;

    /** The smallest number of different ratings. */
    public static final int MIN_RATINGS = 5;

    private final Database database;

    @Inject
    RatedSets(Database database) {
        this.database = database;
    }

    /**
     * A data set.
     *
     * @param images how many rated images it has
     * @param usable how many of them were scored, so that a training can use them
     */
    public record RatedSet(UUID id, String name, Instant createdAt, long images, long usable) {

        /** Whether there are enough images for a training. */
        public boolean isTrainable() {
            return usable >= MIN_IMAGES;
        }
    }

    private static final String QUERY = """
            select s.id, s.name, s.created_at, count(i.id) as images, count(i.id) filter (where i.state = 'READY') as usable
            from rated_set s left join rated_image r on r.rated_set_id = s.id left join image i on i.id = r.image_id
            """;

    /** The newest first; at most a hundred. */
    public List<RatedSet> listSets() {
        return database.sql(QUERY + " group by s.id order by s.created_at desc, s.id limit 100")
                .list(RatedSet.class);
    }

    /** The data set with this id. */
    public Optional<RatedSet> findSet(UUID id) {
        return database.sql(QUERY + " where s.id = :id group by s.id")
                .bind("id", id)
                .find(RatedSet.class);
    }

    /**
     * Deletes a data set. A training of it that runs goes on, and models that were trained on it remain.
     *
     * @return false if there is no such data set
     */
    public boolean delete(UUID id) {
        return database.sql("delete from rated_set where id = :id")
                        .bind("id", id)
                        .update()
                > 0;
    }
}
