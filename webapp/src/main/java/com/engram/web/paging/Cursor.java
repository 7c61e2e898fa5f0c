package com.engram.web.paging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a position in a list: its values, such as what the list is sorted by and the id of the last item, in
 * base64url. Clients send it back and do not read it.
 */
public final class Cursor {

    private static final String SEPARATOR = ",";

    private Cursor() {}

    /** The text of a position. No value may contain a comma. */
    public static String of(String... values) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The values of a position; empty if the text is not a cursor.
     *
     * @param count the number of values
     */
    public static Optional<List<String>> parse(@Nullable String cursor, int count) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Optional.of(Arrays.asList(decoded.split(SEPARATOR, -1))).filter(values -> values.size() == count);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
