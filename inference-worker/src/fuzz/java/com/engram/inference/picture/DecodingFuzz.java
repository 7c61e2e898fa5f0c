package com.engram.inference.picture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any bytes are either a picture or refused in so many words; nothing else may happen to the guard or the decoder. */
class DecodingFuzz {
    private static final DecodeRequest WISH = new DecodeRequest(List.of(64), true);

    /** Small, so that a minute sees many files. */
    private static final Limits LIMITS = new Limits(1_000_000, Limits.DEFAULT.time(), 448);

    private static final Decoder DECODER = new OpenCvDecoder(LIMITS);

    @FuzzTest(maxDuration = "1m")
    void any_bytes_are_a_picture_or_refused(byte[] file) throws Exception {
        try {
            HeaderGuard.check(file, LIMITS);
            DECODER.decode(file, WISH);
        } catch (RejectedPicture expected) {
            if (expected.getMessage() == null) {
                throw new AssertionError("A refusal without a word", expected);
            }
        }
    }
}
