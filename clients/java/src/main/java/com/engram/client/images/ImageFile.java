package com.engram.client.images;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file to upload.
 *
 * @param contentType declared to the server; the first bytes of the file decide how it is read
 */
public record ImageFile(Path path, String filename, String contentType) {

    private static final Map<String, String> TYPES = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "jfif", "image/jpeg",
            "png", "image/png",
            "webp", "image/webp",
            "gif", "image/gif",
            "avif", "image/avif",
            "heic", "image/heic",
            "heif", "image/heif");

    /** A file under its own name, with the type of the name's suffix. A file of another suffix is declared as JPEG. */
    public static ImageFile of(Path path) {
        String name = String.valueOf(path.getFileName());
        return new ImageFile(path, name, findType(name).orElse("image/jpeg"));
    }

    /** Whether the suffix of a name is one of an image that Engram reads. */
    public static boolean hasImageSuffix(Path path) {
        return findType(String.valueOf(path.getFileName())).isPresent();
    }

    private static Optional<String> findType(String name) {
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPES.get(suffix));
    }
}
