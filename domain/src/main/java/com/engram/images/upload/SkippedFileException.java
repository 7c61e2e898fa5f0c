package com.engram.images.upload;

import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.refusals.Refusal;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of an archive is left out. */
final class SkippedFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Message reason;
    private final transient @Nullable Refusal refusal;

    SkippedFileException(Message reason) {
        this(reason, null, null);
    }

    /** The tenant may not upload the file. */
    SkippedFileException(Refusal refusal) {
        this(refusal.message(), refusal, null);
    }

    private SkippedFileException(Message reason, @Nullable Refusal refusal, @Nullable IOException cause) {
        super(Messages.in(Language.ENGLISH).text(reason), cause);
        this.reason = reason;
        this.refusal = refusal;
    }

    static SkippedFileException damaged(IOException cause) {
        return new SkippedFileException(Message.of("skipped.damaged"), null, cause);
    }

    /** The reason, for the person who sent the archive. */
    Message reason() {
        return reason;
    }

    /** Why the tenant may not upload the file; empty if the file itself is the reason. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
