package com.engram.inference.image;

import java.time.Duration;

/**
 * The resources that one image may use.
 *
 * @param pixels the largest number of pixels that a header may declare; a JPEG, and a HEIC of tiles, may declare
 *     {@link #SCALABLE_FACTOR} times as many
 * @param time the longest time for decoding; after it the decoder is killed
 * @param decoderMegabytes the resident memory that a decoder may use for an image; beyond it the decoder is killed
 */
public record DecodeLimits(long pixels, Duration time, int decoderMegabytes) {
    /** 50 megapixels, 8 seconds, 448 MB. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(50_000_000, Duration.ofSeconds(8), 448);

    /** Some images are decoded at a reduced scale, so that only a part of their pixels is ever held. */
    public static final int SCALABLE_FACTOR = 5;

    /** The largest ratio of the long side to the short side. */
    public static final int MAX_ASPECT_RATIO = 100;
}
