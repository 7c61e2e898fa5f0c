package com.engram.portal.images;

import com.engram.notes.Note;
import com.engram.notes.Notes;
import com.engram.web.PublicId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A note for display.
 *
 * @param isOwn whether the reader wrote it
 * @param people who can be mentioned, with those that are
 */
public record NoteView(
        String id,
        String author,
        String text,
        List<String> mentioned,
        OffsetDateTime createdAt,
        boolean isEdited,
        boolean isOwn,
        List<PersonView> people) {

    /** A member who can be mentioned. */
    public record PersonView(String id, String name, String email, boolean isMentioned) {

        static List<PersonView> of(List<Notes.Mentionable> members, List<UUID> mentioned) {
            return members.stream()
                    .map(member -> new PersonView(
                            PublicId.MEMBER.of(member.person()),
                            member.name(),
                            member.email(),
                            mentioned.contains(member.person())))
                    .toList();
        }
    }

    static NoteView of(Note note, Optional<UUID> reader, List<PersonView> people) {
        return new NoteView(
                PublicId.NOTE.of(note.id()),
                note.authorName(),
                note.text(),
                note.mentioned(),
                note.createdAt().atOffset(ZoneOffset.UTC),
                note.editedAt().isPresent(),
                note.isBy(reader),
                people);
    }
}
