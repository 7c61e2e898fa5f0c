package com.engram.images;

import java.util.Collection;
import java.util.UUID;

/** Pictures are about to go, with all that hangs on them. Fired within the transaction that removes them. */
public record ImagesForgotten(Collection<UUID> images) {}
