package com.engram.inference.image;

import java.time.Duration;

/**
 * What one image may cost.
 *
 * @param pixels most pixels, by the header
 * @param time longest decode; then the decoder is killed
 * @param decoderMegabytes address space that a decoder may use beyond its start
 */
public record DecodeLimits(long pixels, Duration time, int decoderMegabytes) {
    /** 50 megapixels, 8 seconds, 448 MB. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(50_000_000, Duration.ofSeconds(8), 448);

    /** Sides further apart than this are refused: nothing of such a strip is left at the network's size. */
    public static final int MOST_ELONGATED = 100;
}
