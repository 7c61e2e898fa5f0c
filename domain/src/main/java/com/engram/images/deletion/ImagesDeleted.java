package com.engram.images.deletion;

import java.util.Collection;
import java.util.UUID;

/** Images are about to be deleted, with all that belongs to them. Fired within the transaction that deletes them. */
public record ImagesDeleted(Collection<UUID> images) {}
