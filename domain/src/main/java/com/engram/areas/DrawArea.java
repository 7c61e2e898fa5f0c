package com.engram.areas;

import com.engram.audit.Actor;
import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Draws an area on an image of the current tenant, changes it, and deletes it. */
@ApplicationScoped
@Transactional
public class DrawArea {

    /** More areas would hide the image. */
    public static final int MAX_AREAS = 20;

    private final Database database;
    private final Areas areas;
    private final Clock clock;

    @Inject
    DrawArea(Database database, Areas areas, Clock clock) {
        this.database = database;
        this.areas = areas;
        this.clock = clock;
    }

    /** What an area is to be. */
    public record Drawing(String name, AreaKind kind, AreaShape shape) {}

    /** The result of drawing or changing an area. */
    public sealed interface Result {}

    /** The area was drawn or changed. */
    public record Drawn(Area area) implements Result {}

    /**
     * Nothing was changed.
     *
     * @param field the field of the request that is wrong, as a path such as {@code rect/width}; empty if none is
     */
    public record Refused(Refusal refusal, Optional<String> field) implements Result {}

    /** The tenant has no such image, or the image no such area. */
    public record NotFound() implements Result {}

    /** Draws an area on an image. */
    public Result draw(UUID image, Drawing drawing) {
        // The lock makes requests that run at the same time count one after the other.
        if (database.sql("select id from image where id = :image for update")
                .bind("image", image)
                .find(UUID.class)
                .isEmpty()) {
            return new NotFound();
        }
        Optional<Refused> refused = check(drawing);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (areas.listAreas(image).size() >= MAX_AREAS) {
            return new Refused(
                    new Refusal(
                            RefusalReason.TOO_MANY_AREAS,
                            "An image has at most %d areas. Delete one first.".formatted(MAX_AREAS),
                            Message.of("refusal.too_many_areas", MAX_AREAS)),
                    Optional.empty());
        }
        Area area = new Area(
                UuidCreator.getTimeOrderedEpoch(),
                image,
                drawing.name().strip(),
                drawing.kind(),
                drawing.shape(),
                clock.instant());
        database.sql("""
                insert into image_area (id, tenant_id, image_id, name, kind, form, coordinates, drawn_by, created_at)
                values (:id, current_tenant(), :image, :name, :kind, :form, :coordinates, :actor, :now)
                """)
                .bind("id", area.id())
                .bind("image", image)
                .bind("name", area.name())
                .bind("kind", area.kind().code())
                .bind("form", area.shape().form())
                .bind("coordinates", area.shape().coordinates())
                .bind("actor", Optional.ofNullable(Actor.current().id()))
                .bind("now", area.createdAt())
                .update();
        return new Drawn(area);
    }

    /** Changes an area of an image. */
    public Result change(UUID image, UUID id, Drawing drawing) {
        if (areas.findArea(image, id).isEmpty()) {
            return new NotFound();
        }
        Optional<Refused> refused = check(drawing);
        if (refused.isPresent()) {
            return refused.get();
        }
        database.sql("""
                update image_area set name = :name, kind = :kind, form = :form, coordinates = :coordinates
                where id = :id and image_id = :image
                """)
                .bind("id", id)
                .bind("image", image)
                .bind("name", drawing.name().strip())
                .bind("kind", drawing.kind().code())
                .bind("form", drawing.shape().form())
                .bind("coordinates", drawing.shape().coordinates())
                .update();
        return areas.findArea(image, id).<Result>map(Drawn::new).orElseGet(NotFound::new);
    }

    /** Deletes an area; false if the image has no such area. */
    public boolean delete(UUID image, UUID id) {
        return database.sql("delete from image_area where id = :id and image_id = :image")
                        .bind("id", id)
                        .bind("image", image)
                        .update()
                == 1;
    }

    private static Optional<Refused> check(Drawing drawing) {
        return AreaRules.check(drawing.name(), drawing.shape())
                .map(violation -> new Refused(violation.refusal(), Optional.of(violation.field())));
    }
}
