package com.engram.notes;

import com.engram.audit.Actor;
import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes a note on an image of the current tenant, changes it, and deletes it. Only its author can do the latter two. */
@ApplicationScoped
@Transactional
public class WriteNote {

    /** The length of the longest note, in characters. */
    public static final int MAX_LENGTH = 2_000;

    /** The most people that a note mentions. */
    public static final int MAX_MENTIONS = 20;

    static final int MAX_NOTES = 500;

    private final Database database;
    private final Notes notes;
    private final Event<PeopleMentioned> mentioned;
    private final Clock clock;

    @Inject
    WriteNote(Database database, Notes notes, Event<PeopleMentioned> mentioned, Clock clock) {
        this.database = database;
        this.notes = notes;
        this.mentioned = mentioned;
        this.clock = clock;
    }

    /** The result of writing or changing a note. */
    public sealed interface Result {}

    /** The note was written or changed. */
    public record Written(Note note) implements Result {}

    /** Nothing was changed. The field of the request that is wrong, {@code text} or {@code mentions}, if one is. */
    public record Refused(Refusal refusal, Optional<String> field) implements Result {}

    /** The tenant has no such image, or the image no such note. */
    public record NotFound() implements Result {}

    /** Only the author changes a note. */
    public record NotTheAuthor() implements Result {}

    /**
     * Writes a note, and notifies those it mentions.
     *
     * @param people the mentioned members; who is no member is ignored
     */
    public Result write(UUID image, String text, Collection<UUID> people) {
        // The lock makes requests that run at the same time count one after the other.
        Optional<String> filename = findFilename(image);
        if (filename.isEmpty()) {
            return new NotFound();
        }
        Optional<Refused> refused = check(text, people);
        if (refused.isPresent()) {
            return refused.get();
        }
        int count = database.sql("select cast(count(*) as int) from image_note where image_id = :image")
                .bind("image", image)
                .get(Integer.class);
        if (count >= MAX_NOTES) {
            return new Refused(
                    new Refusal(
                            RefusalReason.TOO_MANY_NOTES,
                            "An image has at most %d notes. Delete one first.".formatted(MAX_NOTES),
                            Message.of("refusal.too_many_notes", MAX_NOTES)),
                    Optional.empty());
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        database.sql("""
                insert into image_note (id, tenant_id, image_id, author_id, author_name, text, created_at)
                values (:id, current_tenant(), :image, :author, :name, :text, :now)
                """)
                .bind("id", id)
                .bind("image", image)
                .bind("author", author())
                .bind("name", authorName())
                .bind("text", text.strip())
                .bind("now", clock.instant())
                .update();
        mention(id, people);
        return written(image, id, filename.get());
    }

    /** Changes a note, and notifies those whom it mentions now. Nobody is notified of a note twice. */
    public Result change(UUID image, UUID id, String text, Collection<UUID> people) {
        Optional<Note> note = notes.findNote(image, id);
        Optional<String> filename = findFilename(image);
        if (note.isEmpty() || filename.isEmpty()) {
            return new NotFound();
        }
        if (!note.get().isBy(author())) {
            return new NotTheAuthor();
        }
        Optional<Refused> refused = check(text, people);
        if (refused.isPresent()) {
            return refused.get();
        }
        database.sql("update image_note set text = :text, edited_at = :now where id = :id")
                .bind("text", text.strip())
                .bind("now", clock.instant())
                .bind("id", id)
                .update();
        database.sql("delete from note_mention where note_id = :id")
                .bind("id", id)
                .update();
        mention(id, people);
        return written(image, id, filename.get());
    }

    /** Deletes a note of the current actor; empty if it was deleted, else why not. */
    public Optional<Result> delete(UUID image, UUID id) {
        Optional<Note> note = notes.findNote(image, id);
        if (note.isEmpty()) {
            return Optional.of(new NotFound());
        }
        if (!note.get().isBy(author())) {
            return Optional.of(new NotTheAuthor());
        }
        database.sql("delete from image_note where id = :id").bind("id", id).update();
        return Optional.empty();
    }

    private Optional<String> findFilename(UUID image) {
        return database.sql("select filename from image where id = :image for update")
                .bind("image", image)
                .find(String.class);
    }

    private static Optional<Refused> check(String text, Collection<UUID> people) {
        String stripped = text.strip();
        boolean hasControls = stripped.codePoints()
                .anyMatch(character -> Character.isISOControl(character)
                        && character != '\n'
                        && character != '\r'
                        && character != '\t');
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > MAX_LENGTH || hasControls) {
            return Optional.of(new Refused(
                    new Refusal(
                            RefusalReason.INVALID_NOTE,
                            "A note has 1 to %d characters.".formatted(MAX_LENGTH),
                            Message.of("refusal.invalid_note", MAX_LENGTH)),
                    Optional.of("text")));
        }
        return people.size() <= MAX_MENTIONS
                ? Optional.empty()
                : Optional.of(new Refused(
                        new Refusal(
                                RefusalReason.INVALID_NOTE,
                                "A note mentions at most %d people.".formatted(MAX_MENTIONS),
                                Message.of("refusal.invalid_note.mentions", MAX_MENTIONS)),
                        Optional.of("mentions")));
    }

    private void mention(UUID note, Collection<UUID> people) {
        database.sql("""
                insert into note_mention (note_id, person_id, tenant_id)
                select :note, m.person_id, m.tenant_id from membership m
                where m.tenant_id = current_tenant() and m.person_id = any(:people)
                on conflict do nothing
                """).bind("note", note).bind("people", people).update();
    }

    private Written written(UUID image, UUID id, String filename) {
        Note note = notes.findNote(image, id).orElseThrow();
        Set<UUID> people = new HashSet<>(database.sql("select person_id from note_mention where note_id = :note")
                .bind("note", id)
                .list(UUID.class));
        author().ifPresent(people::remove);
        if (!people.isEmpty()) {
            mentioned.fire(new PeopleMentioned(
                    Scope.getTenant(), id, image, filename, note.authorName(), note.text(), people));
        }
        return new Written(note);
    }

    private static Optional<UUID> author() {
        return Optional.ofNullable(Actor.current().id());
    }

    /** The name of the person or the API key that acts. */
    private String authorName() {
        return author().flatMap(actor -> database.sql("""
                select name from person where id = :actor union all select name from api_key where id = :actor limit 1
                """).bind("actor", actor).find(String.class))
                .orElse("Engram");
    }
}
