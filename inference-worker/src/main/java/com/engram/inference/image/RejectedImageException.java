package com.engram.inference.image;

/** Says that an image cannot be scored, and that this is the image's own fault: trying again will not help. */
public final class RejectedImageException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    public RejectedImageException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with an image. The code goes over the wire and stays as it is. */
    public enum Reason {
        /** Not the bytes of any format that is read here. */
        UNSUPPORTED_TYPE("unsupported_type"),
        /** Of a known format, but damaged, cut off or empty. */
        UNREADABLE("unreadable_image"),
        /** More pixels than allowed, judged by the header before anything is decoded. */
        TOO_MANY_PIXELS("too_many_pixels"),
        /** A larger file than is read. */
        TOO_LARGE("image_too_large"),
        /** More than a hundred times as long as wide, or the other way round. */
        EXTREME_SHAPE("extreme_shape"),
        /** Decoding took longer than allowed. */
        DECODE_TIMEOUT("decode_timeout"),
        /** Decoding took more memory than allowed, or crashed the decoder. */
        DECODE_CRASH("decode_failed");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable code. */
        public String code() {
            return code;
        }

        /** The reason of that code. */
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
