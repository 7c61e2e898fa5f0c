package com.engram.inference.image;

/**
 * What a user should know about how an image was read.
 *
 * @param code the kind of the warning
 * @param detail a sentence for the sender of the image
 */
public record ImageWarning(Code code, String detail) {
    /** The kinds of warnings. Their names in lower case are part of the worker's API. */
    public enum Code {
        /** Only the first frame of an animation was scored. */
        FIRST_FRAME("first_frame"),
        /** Transparent pixels were put on a backdrop. */
        TRANSPARENT("transparent"),
        /** The image shows nothing: it is plain, black or as good as empty. */
        NOTHING_TO_SEE("nothing_to_see"),
        /** A high dynamic range was mapped to that of ordinary displays. */
        TONE_MAPPED("tone_mapped");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        /** The stable code, such as {@code first_frame}. */
        public String code() {
            return code;
        }

        /**
         * The kind with that code.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Code ofCode(String code) {
            for (Code known : values()) {
                if (known.code.equals(code)) {
                    return known;
                }
            }
            throw new IllegalArgumentException("No warning has the code " + code);
        }
    }
}
