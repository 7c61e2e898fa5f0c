package com.engram.library;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Adds tags to images of the current tenant and takes them off. A tag exists from its first image until its last one; case
 * does not tell two tags apart.
 */
@ApplicationScoped
@Transactional
public class TagImages {

    /** The length of the longest name, in characters. */
    static final int MAX_NAME_LENGTH = 50;

    /** A longer list would be of no use on a page. */
    static final int MAX_TAGS = 500;

    private final Database database;
    private final Clock clock;

    @Inject
    TagImages(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds a tag to images, and creates it if it is new. Unknown images are ignored. Empty, or why nothing was changed. */
    public Optional<Refusal> add(Collection<UUID> images, String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > MAX_NAME_LENGTH) {
            return Optional.of(new Refusal(
                    RefusalReason.INVALID_NAME,
                    "A tag has 1 to %d characters.".formatted(MAX_NAME_LENGTH),
                    Message.of("refusal.invalid_name.tag", MAX_NAME_LENGTH)));
        }
        Optional<UUID> known = find(stripped);
        if (known.isEmpty() && countTags() >= MAX_TAGS) {
            return Optional.of(new Refusal(
                    RefusalReason.TOO_MANY_PROJECTS,
                    "An account has at most %d tags. Take one off its images first.".formatted(MAX_TAGS),
                    Message.of("refusal.too_many_projects.tags", MAX_TAGS)));
        }
        UUID tag = known.orElseGet(() -> create(stripped));
        database.sql("""
                insert into image_tag (tag_id, image_id, tenant_id)
                select :tag, i.id, i.tenant_id from image i where i.tenant_id = current_tenant() and i.id = any(:images)
                on conflict do nothing
                """).bind("tag", tag).bind("images", images).update();
        deleteUnused();
        return Optional.empty();
    }

    /** Takes a tag off images. Unknown images and tags are ignored. */
    public void remove(Collection<UUID> images, UUID tag) {
        database.sql("delete from image_tag where tag_id = :tag and image_id = any(:images)")
                .bind("tag", tag)
                .bind("images", images)
                .update();
        deleteUnused();
    }

    /** Gives an image exactly these tags. Empty, or why nothing was changed. */
    public Optional<Refusal> replace(UUID image, Collection<String> names) {
        for (String name : names) {
            Optional<Refusal> refusal = add(Set.of(image), name);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        database.sql("""
                delete from image_tag where image_id = :image and tag_id in (
                  select id from tag where tenant_id = current_tenant() and lower(name) <> all(:names))
                """)
                .bind("image", image)
                .bind(
                        "names",
                        names.stream()
                                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                .toList())
                .update();
        deleteUnused();
        return Optional.empty();
    }

    private Optional<UUID> find(String name) {
        return database.sql("select id from tag where tenant_id = current_tenant() and lower(name) = lower(:name)")
                .bind("name", name)
                .find(UUID.class);
    }

    private long countTags() {
        return database.sql("select count(*) from tag where tenant_id = current_tenant()")
                .get(Long.class);
    }

    /** Two requests may create the same tag at once: the second one waits for the first and takes its tag. */
    private UUID create(String name) {
        database.sql("""
                insert into tag (id, tenant_id, name, created_at) values (:id, current_tenant(), :name, :now)
                on conflict (tenant_id, lower(name)) do nothing
                """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("name", name)
                .bind("now", clock.instant())
                .update();
        return find(name).orElseThrow();
    }

    private void deleteUnused() {
        database.sql("""
                delete from tag t where t.tenant_id = current_tenant()
                  and not exists (select from image_tag i where i.tag_id = t.id)
                """).update();
    }
}
