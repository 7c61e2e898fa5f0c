package com.engram.images.storage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of an image's objects. Each follows from the image's id, so that every step can be repeated. */
public final class ImageKeys {

    private static final Pattern INCOMING =
            Pattern.compile("incoming-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

    private ImageKeys() {}

    /** What the client uploaded. It can upload again while its form is valid. */
    public static String incoming(UUID image) {
        return "incoming-" + image;
    }

    /** The image whose upload has this key; empty for any other key. */
    public static Optional<UUID> imageOfIncoming(String key) {
        Matcher matcher = INCOMING.matcher(key);
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
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
