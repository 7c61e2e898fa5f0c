package com.engram.images.deletion;

import java.util.Collection;
import java.util.UUID;

/** Pictures are about to go, with all that hangs on them. Fired within the transaction that removes them. */
public record ImagesDeleted(Collection<UUID> images) {}
