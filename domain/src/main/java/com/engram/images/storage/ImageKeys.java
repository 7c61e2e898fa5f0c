package com.engram.images.storage;

import java.util.List;
import java.util.UUID;

/** The keys under which an image's bytes lie. Each is fixed, so that every step can be repeated. */
public final class ImageKeys {

    private ImageKeys() {}

    /** What the client posted, and may post again while its form is valid. */
    public static String incoming(UUID image) {
        return "incoming-" + image;
    }

    /** The frozen copy that is scored and kept. */
    public static String original(UUID image) {
        return "original-" + image;
    }

    /** The upright picture for the screen, without metadata. */
    public static String preview(UUID image) {
        return "preview-" + image;
    }

    /** The small picture for galleries, without metadata. */
    public static String thumbnail(UUID image) {
        return "thumbnail-" + image;
    }

    public static List<String> all(UUID image) {
        return List.of(incoming(image), original(image), preview(image), thumbnail(image));
    }
}
