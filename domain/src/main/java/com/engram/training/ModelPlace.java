package com.engram.training;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Where approved models lie so that a backend serves them. */
interface ModelPlace {

    boolean isConfigured();

    /** Adds a model, unless it is there. */
    void add(UUID model) throws IOException;

    /**
     * Deletes the models that are no longer used.
     *
     * @param inUse those that stay
     * @param withdrawn those that are not used any more and may be there
     */
    void deleteOthers(Set<UUID> inUse, Set<UUID> withdrawn) throws IOException;

    /** How long a backend may take to serve what was added, as an interval for looking. */
    Duration untilServed();
}
