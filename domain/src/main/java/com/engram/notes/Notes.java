package com.engram.notes;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the notes on the current tenant's images, and who can be mentioned. */
@ApplicationScoped
@Transactional
public class Notes {

    private static final String SELECT = """
            select n.id, n.image_id as image, n.author_id as author, n.author_name, n.text,
              coalesce((select array_agg(p.name order by p.name) from note_mention m join person p on p.id = m.person_id
                where m.note_id = n.id), '{}') as mentioned,
              n.created_at, n.edited_at
            from image_note n\s""";

    private final Database database;

    @Inject
    Notes(Database database) {
        this.database = database;
    }

    /** A member who can be mentioned. */
    public record Mentionable(UUID person, String name, String email) {}

    /** The notes on an image, the oldest first. */
    public List<Note> listNotes(UUID image) {
        return database.sql(SELECT + "where n.image_id = :image order by n.id")
                .bind("image", image)
                .list(Note.class);
    }

    /** A note on an image. */
    public Optional<Note> findNote(UUID image, UUID note) {
        return database.sql(SELECT + "where n.image_id = :image and n.id = :note")
                .bind("image", image)
                .bind("note", note)
                .find(Note.class);
    }

    /** The members whom a note mentions. */
    public List<UUID> listMentioned(UUID note) {
        return database.sql("select person_id from note_mention where note_id = :note")
                .bind("note", note)
                .list(UUID.class);
    }

    /** The members of the tenant, by name. */
    public List<Mentionable> listMentionable() {
        return database.sql("""
                select m.person_id as person, p.name, p.email from membership m join person p on p.id = m.person_id
                order by lower(p.name), p.email
                """).list(Mentionable.class);
    }
}
