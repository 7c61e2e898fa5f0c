package com.engram.analysis.scorers.estimates;

import java.util.Base64;

/**
 * What a model keeps of an image in order to compare it later without the file. Only the version of the model that
 * computed the features can read them. The image cannot be reconstructed from them.
 *
 * @param base64 the bytes in base64, as the engine's JSON has them
 */
public record ImageFeatures(String base64) {

    /** The features in those bytes. */
    public static ImageFeatures of(byte[] bytes) {
        return new ImageFeatures(Base64.getEncoder().encodeToString(bytes));
    }

    /** The bytes to store. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
