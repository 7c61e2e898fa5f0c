package com.engram.inference.image.decoding;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeaderValidator;
import java.util.List;

/** Decoding any file returns an image or rejects it with a reason. No other exception may occur. */
class DecodingFuzz {
    private static final DecodeRequest REQUEST = new DecodeRequest(List.of(64), true);

    /** A small limit, so that the fuzzer tries many files per minute. */
    private static final DecodeLimits LIMITS = new DecodeLimits(1_000_000, DecodeLimits.DEFAULT.time(), 448);

    private static final Decoder DECODER = new OpenCvDecoder(LIMITS);

    @FuzzTest(maxDuration = "1m")
    void any_file_is_decoded_or_rejected(byte[] file) throws Exception {
        try {
            HeaderValidator.validate(file, LIMITS);
            DECODER.decode(file, REQUEST);
        } catch (RejectedImageException expected) {
            if (expected.getMessage() == null) {
                throw new AssertionError("The rejection has no message", expected);
            }
        }
    }
}
