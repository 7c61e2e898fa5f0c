package com.engram.reviews;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the reviews of the current tenant's images. An image without any is a draft. */
@ApplicationScoped
@Transactional
public class Reviews {

    /** The most reviews of an image that are listed. */
    public static final int MAX_LISTED = 100;

    private final Database database;

    @Inject
    Reviews(Database database) {
        this.database = database;
    }

    private record StateOf(UUID image, ReviewState state) {}

    private record StateCount(UUID project, ReviewState state, long images) {}

    /** The reviews of an image, the newest first: that one is the current. At most {@link #MAX_LISTED}. */
    public List<Review> listReviews(UUID image) {
        return database.sql("""
                        select id, image_id as image, upper(state) as state, note, reviewer_id as reviewer, reviewer_name, created_at
                        from image_review where tenant_id = current_tenant() and image_id = :image order by id desc limit :limit
                        """).bind("image", image).bind("limit", MAX_LISTED).list(Review.class);
    }

    /** The states of those images that were reviewed; the others are drafts. */
    public Map<UUID, ReviewState> listStates(Collection<UUID> images) {
        return images.isEmpty()
                ? Map.of()
                : database.sql("""
                        select image_id as image, upper(state) as state from image_review
                        where tenant_id = current_tenant() and is_current and image_id = any(:images)
                        """).bind("images", images).list(StateOf.class).stream()
                        .collect(Collectors.toMap(StateOf::image, StateOf::state));
    }

    /** How many images each project has in each state; states without an image are absent. */
    public Map<UUID, Map<ReviewState, Long>> countByProject(Collection<UUID> projects) {
        return projects.isEmpty()
                ? Map.of()
                : database.sql("""
                        select f.project_id as project, upper(coalesce(v.state, 'draft')) as state, count(*) as images
                        from project_image f left join image_review v on v.image_id = f.image_id and v.is_current
                        where f.tenant_id = current_tenant() and f.project_id = any(:projects) group by 1, 2
                        """).bind("projects", projects).list(StateCount.class).stream()
                        .collect(Collectors.groupingBy(
                                StateCount::project,
                                Collectors.toMap(
                                        StateCount::state,
                                        StateCount::images,
                                        Long::sum,
                                        () -> new EnumMap<>(ReviewState.class))));
    }
}
