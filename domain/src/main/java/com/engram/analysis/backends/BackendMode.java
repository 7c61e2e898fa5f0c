package com.engram.analysis.backends;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's setting for the work that a backend gets. */
public enum BackendMode {
    /** It gets work. */
    OPEN,
    /** It gets no requests at all. Leases that were picked for it go to another backend or back into the queue. */
    PAUSED,
    /** It gets requests for leases that are already picked but no new work, so that it can be stopped without a failure. */
    DRAINING;

    /** The name in the API and in the database: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode with that code. */
    public static Optional<BackendMode> findByCode(String code) {
        return Stream.of(values()).filter(mode -> mode.code().equals(code)).findFirst();
    }
}
