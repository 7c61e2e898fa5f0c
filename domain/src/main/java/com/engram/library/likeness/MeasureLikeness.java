package com.engram.library.likeness;

import com.engram.database.Database;
import com.engram.library.likeness.Likeness.LikePair;
import com.engram.library.likeness.Likeness.PlacedImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Measures how alike the images of a project of the current tenant are. Images are compared if one model has scored them. */
@ApplicationScoped
@Transactional
public class MeasureLikeness {

    private final Database database;

    @Inject
    MeasureLikeness(Database database) {
        this.database = database;
    }

    private record Row(UUID image, String filename, byte[] features) {}

    private record Compared(UUID image, String filename, StoredVector vector) {}

    /** How alike the images of a project are; nothing if the tenant has no such project. */
    public Likeness measure(UUID project) {
        List<Compared> all = list(project).stream()
                .flatMap(row -> StoredVector.parse(row.features()).stream()
                        .map(vector -> new Compared(row.image(), row.filename(), vector)))
                .toList();
        List<Compared> images = ofOneModel(all);
        int missing = count(project) - images.size();
        if (images.isEmpty()) {
            return new Likeness(List.of(), List.of(), Optional.empty(), missing);
        }
        if (images.size() == 1) {
            Compared only = images.get(0);
            return new Likeness(
                    List.of(new PlacedImage(only.image(), only.filename(), 0.5, 0.5)),
                    List.of(),
                    Optional.empty(),
                    missing);
        }
        LikenessMap map = LikenessMap.of(
                images.stream().map(image -> image.vector().direction()).toList());
        List<PlacedImage> placed = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            placed.add(new PlacedImage(images.get(i).image(), images.get(i).filename(), map.x()[i], map.y()[i]));
        }
        return new Likeness(placed, listTooAlike(images, placed), Optional.of(map.kept()), missing);
    }

    private static List<LikePair> listTooAlike(List<Compared> images, List<PlacedImage> placed) {
        List<LikePair> pairs = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            for (int j = i + 1; j < images.size(); j++) {
                double likeness = LikenessMap.product(
                        images.get(i).vector().direction(),
                        images.get(j).vector().direction());
                if (likeness >= Likeness.TOO_ALIKE) {
                    pairs.add(new LikePair(placed.get(i), placed.get(j), Math.min(1, likeness)));
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingDouble(LikePair::likeness).reversed())
                .toList();
    }

    /** Features of different models cannot be compared, so those of the model with the most images are. */
    private static List<Compared> ofOneModel(List<Compared> all) {
        Map<String, List<Compared>> byModel = all.stream()
                .collect(Collectors.groupingBy(image -> image.vector().model()));
        return byModel.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private List<Row> list(UUID project) {
        return database.sql("""
                        select r.image_id as image, i.filename, f.features
                        from project_image m join image_result r on r.tenant_id = m.tenant_id and r.image_id = m.image_id
                          join image i on i.id = r.image_id join analysis_features f on f.analysis_id = r.analysis_id
                        where m.tenant_id = current_tenant() and m.project_id = :project and r.score is not null
                        order by r.score desc, r.image_id limit :limit
                        """)
                .bind("project", project)
                .bind("limit", Likeness.MAX_IMAGES)
                .list(Row.class);
    }

    private int count(UUID project) {
        return database.sql("""
                        select cast(count(*) as int) from project_image where tenant_id = current_tenant() and project_id = :project
                        """).bind("project", project).get(Integer.class);
    }
}
