package com.engram.inference.image;

/** An image cannot be decoded, and trying again does not help. */
public final class RejectedImageException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /**
     * A rejection.
     *
     * @param detail a sentence for the sender of the image
     */
    public RejectedImageException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Why the image is rejected. */
    public Reason reason() {
        return reason;
    }

    /** The reasons for a rejection. Their codes are part of the worker's API. */
    public enum Reason {
        /** The file is in no supported format. */
        UNSUPPORTED_TYPE("unsupported_type", "The file is in no format that this server reads."),
        /** This machine lacks the library that decodes the format; others may have it. */
        UNSUPPORTED_HERE("unsupported_here", "This server lacks the library for the format."),
        /** The file is damaged, truncated or empty. */
        UNREADABLE("unreadable_image", "The file is damaged, cut off or empty."),
        /** The header declares more pixels than allowed. */
        TOO_MANY_PIXELS("too_many_pixels", "The image has more pixels than allowed."),
        /** The file is too large. */
        TOO_LARGE("image_too_large", "The file is too large."),
        /** The ratio of the sides exceeds {@link DecodeLimits#MAX_ASPECT_RATIO}. */
        EXTREME_SHAPE("extreme_shape", "One side of the image is far longer than the other."),
        /** Decoding took too long. */
        DECODE_TIMEOUT("decode_timeout", "Decoding took too long."),
        /** Decoding used too much memory, or crashed the decoder. */
        DECODE_CRASH("decode_failed", "Decoding used too much memory, or crashed the decoder.");

        private final String code;
        private final String meaning;

        Reason(String code, String meaning) {
            this.code = code;
            this.meaning = meaning;
        }

        /** The code for clients, to whom it does not matter which machine lacks a library. */
        public String clientCode() {
            return this == UNSUPPORTED_HERE ? UNSUPPORTED_TYPE.code : code;
        }

        /** What the code means, as a sentence. */
        public String meaning() {
            return meaning;
        }

        /** The stable code, such as {@code unreadable_image}. */
        public String code() {
            return code;
        }

        /**
         * The reason with that code.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Reason ofCode(String code) {
            for (Reason reason : values()) {
                if (reason.code.equals(code)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("No reason has the code " + code);
        }
    }
}
