package com.engram.images.upload;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names of images, as they are kept and shown: of whatever a client sends, what people can read on one line. */
public final class ImageNames {

    private static final int MAX_LENGTH = 200;

    /** Control characters, and marks that turn the direction of the text around them: such a name could disguise its ending. */
    private static final String INVISIBLE = "[\\p{Cntrl}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]";

    private ImageNames() {}

    /** The name of a file, without the folders that some clients send with it; never empty. */
    public static String ofFile(String filename) {
        return orImage(clean(filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1)));
    }

    /**
     * The name of a file in an archive, with its folders, because files of different folders often have the same name. It is
     * shown, and never used as a path: it contains no {@code ..} and starts with no slash.
     *
     * @param path with slashes between the folders
     */
    public static String ofPath(String path) {
        return orImage(cut(Arrays.stream(path.split("/"))
                .map(ImageNames::clean)
                .filter(part -> !part.isEmpty() && !part.matches("\\.+"))
                .collect(Collectors.joining("/"))));
    }

    /** In the composed form, because macOS sends accents as characters of their own, which a search would not find. */
    private static String clean(String name) {
        return cut(Normalizer.normalize(name.replaceAll(INVISIBLE, ""), Normalizer.Form.NFC)
                .strip());
    }

    /** The end of a name that is too long, because there is its ending; never half of a character. */
    private static String cut(String name) {
        int start = name.length() - MAX_LENGTH;
        if (start <= 0) {
            return name;
        }
        return name.substring(Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
    }

    private static String orImage(String name) {
        return name.isEmpty() ? "image" : name;
    }
}
