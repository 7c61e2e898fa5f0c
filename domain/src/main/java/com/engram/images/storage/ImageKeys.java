package com.engram.images.storage;

import java.util.List;
import java.util.UUID;

/** The keys of an image's objects. Each follows from the image's id, so that every step can be repeated. */
public final class ImageKeys {

    private ImageKeys() {}

    /** What the client uploaded. It can upload again while its form is valid. */
    public static String incoming(UUID image) {
        return "incoming-" + image;
    }

    /** The copy that is scored and kept. Clients cannot overwrite it. */
    public static String original(UUID image) {
        return "original-" + image;
    }

    /** The upright image for the screen, without metadata. */
    public static String preview(UUID image) {
        return "preview-" + image;
    }

    /** The small image for galleries, without metadata. */
    public static String thumbnail(UUID image) {
        return "thumbnail-" + image;
    }

    /** The keys of all objects that an image may have. */
    public static List<String> all(UUID image) {
        return List.of(incoming(image), original(image), preview(image), thumbnail(image));
    }
}
