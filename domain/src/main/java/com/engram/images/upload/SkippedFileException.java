package com.engram.images.upload;

import com.engram.refusals.Refusal;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of an archive is left out. */
final class SkippedFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final transient @Nullable Refusal refusal;

    /** @param reason as text for people */
    SkippedFileException(String reason) {
        this(reason, null, null);
    }

    /** The tenant may not upload the file. */
    SkippedFileException(Refusal refusal) {
        this(refusal.detail(), refusal, null);
    }

    private SkippedFileException(String reason, @Nullable Refusal refusal, @Nullable IOException cause) {
        super(reason, cause);
        this.reason = reason;
        this.refusal = refusal;
    }

    static SkippedFileException damaged(IOException cause) {
        return new SkippedFileException(
                "It is damaged: the archive does not contain all of it as it was packed.", null, cause);
    }

    String reason() {
        return reason;
    }

    /** Why the tenant may not upload the file; empty if the file itself is the reason. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
