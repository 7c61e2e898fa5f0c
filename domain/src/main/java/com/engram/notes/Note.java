package com.engram.notes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A note on an image. Its author can change and delete it; it is deleted with the image.
 *
 * @param author the person or the API key that wrote it
 * @param authorName the author's name when the note was written
 * @param mentioned the names of the mentioned people, by name
 * @param editedAt when the text was last changed; empty if it never was
 */
public record Note(
        UUID id,
        UUID image,
        Optional<UUID> author,
        String authorName,
        String text,
        List<String> mentioned,
        Instant createdAt,
        Optional<Instant> editedAt) {

    /** Whether that person or key wrote it. */
    public boolean isBy(Optional<UUID> actor) {
        return author.isPresent() && author.equals(actor);
    }
}
