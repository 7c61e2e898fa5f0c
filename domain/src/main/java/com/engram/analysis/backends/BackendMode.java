package com.engram.analysis.backends;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the operator lets a backend be asked. */
public enum BackendMode {
    /** It is asked. */
    OPEN,
    /** It is asked for nothing, from now on; what was about to be asked goes back into the queue or to another. */
    PAUSED,
    /** It finishes what was picked for it and gets nothing new, so that it can be stopped without a trace. */
    DRAINING;

    /** The name as the database and the API write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The hold of that name. */
    public static Optional<BackendMode> find(String code) {
        return Stream.of(values()).filter(hold -> hold.code().equals(code)).findFirst();
    }
}
