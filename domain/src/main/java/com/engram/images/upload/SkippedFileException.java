package com.engram.images.upload;

import java.io.IOException;

/** A file of an archive is left out. */
final class SkippedFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    /** @param reason as text for people */
    SkippedFileException(String reason) {
        super(reason);
        this.reason = reason;
    }

    private SkippedFileException(String reason, IOException cause) {
        super(reason, cause);
        this.reason = reason;
    }

    static SkippedFileException damaged(IOException cause) {
        return new SkippedFileException(
                "It is damaged: the archive does not contain all of it as it was packed.", cause);
    }

    String reason() {
        return reason;
    }
}
