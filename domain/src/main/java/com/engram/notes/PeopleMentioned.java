package com.engram.notes;

import com.engram.tenancy.TenantId;
import java.util.Set;
import java.util.UUID;

/**
 * A note mentions people. Fired in the transaction that writes the note.
 *
 * @param filename of the image
 * @param author the name of the note's author
 * @param people the mentioned members, without the author
 */
public record PeopleMentioned(
        TenantId tenant, UUID note, UUID image, String filename, String author, String text, Set<UUID> people) {

    public PeopleMentioned {
        people = Set.copyOf(people);
    }
}
