package com.engram.library;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the tags of the current tenant. */
@ApplicationScoped
@Transactional
public class Tags {

    private final Database database;

    @Inject
    Tags(Database database) {
        this.database = database;
    }

    /** A tag and how many images have it. */
    public record TagCount(UUID id, String name, long images) {}

    /** A tag of an image. */
    public record ImageTag(UUID image, UUID tag, String name) {}

    /** All tags, ordered by name. */
    public List<TagCount> listTags() {
        return database.sql("""
                select t.id, t.name, count(i.image_id) as images from tag t left join image_tag i on i.tag_id = t.id
                where t.tenant_id = current_tenant() group by t.id order by lower(t.name)
                """).list(TagCount.class);
    }

    /** The tag of that name in any case. */
    public Optional<UUID> findTag(String name) {
        return database.sql("select id from tag where tenant_id = current_tenant() and lower(name) = lower(:name)")
                .bind("name", name.strip())
                .find(UUID.class);
    }

    /** The tags of images by image, each ordered by name. Images without tags are left out. */
    public Map<UUID, List<ImageTag>> listTagsOf(Collection<UUID> images) {
        return database.sql("""
                select i.image_id as image, t.id as tag, t.name from image_tag i join tag t on t.id = i.tag_id
                where i.image_id = any(:images) order by lower(t.name)
                """).bind("images", images).list(ImageTag.class).stream()
                .collect(Collectors.groupingBy(ImageTag::image));
    }
}
