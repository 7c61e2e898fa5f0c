package com.engram.images;

import java.util.EnumSet;
import java.util.Set;

/** The state of an image. */
public enum ImageState {
    /** Its upload form is signed; nothing is known of its bytes. */
    AWAITING_UPLOAD,
    /** Its bytes have arrived and will be scored. */
    STORED,
    /** It was scored, so its preview and thumbnail can be shown. */
    READY;

    boolean canTransitionTo(ImageState next) {
        return allowedNext().contains(next);
    }

    private Set<ImageState> allowedNext() {
        return switch (this) {
            case AWAITING_UPLOAD -> EnumSet.of(STORED);
            // An image that is scored again is ready again.
            case STORED, READY -> EnumSet.of(READY);
        };
    }
}
