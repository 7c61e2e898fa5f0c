package com.engram.inference.image.decoding;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeaderValidator;
import java.util.List;

/** Any bytes are either an image or refused in so many words; nothing else may happen to the guard or the decoder. */
class DecodingFuzz {
    private static final DecodeRequest WISH = new DecodeRequest(List.of(64), true);

    /** Small, so that a minute sees many files. */
    private static final DecodeLimits LIMITS = new DecodeLimits(1_000_000, DecodeLimits.DEFAULT.time(), 448);

    private static final Decoder DECODER = new OpenCvDecoder(LIMITS);

    @FuzzTest(maxDuration = "1m")
    void any_bytes_are_an_image_or_refused(byte[] file) throws Exception {
        try {
            HeaderValidator.check(file, LIMITS);
            DECODER.decode(file, WISH);
        } catch (RejectedImageException expected) {
            if (expected.getMessage() == null) {
                throw new AssertionError("A refusal without a word", expected);
            }
        }
    }
}
