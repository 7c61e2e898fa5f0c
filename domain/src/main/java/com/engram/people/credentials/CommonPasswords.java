package com.engram.people.credentials;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * The most common passwords of public breaches, 30,000 as zxcvbn ships them, in the order of their use.
 *
 * @see <a href="https://github.com/dropbox/zxcvbn">zxcvbn</a>
 */
final class CommonPasswords {

    private static final Set<String> WORDS = load();

    private CommonPasswords() {}

    /** Whether the password, in whatever case, is one of them, or is one of them with digits or signs after it. */
    static boolean contains(String password) {
        String small = password.toLowerCase(Locale.ROOT);
        return WORDS.contains(small) || WORDS.contains(small.replaceAll("[^a-z]+$", ""));
    }

    private static Set<String> load() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER
                    .load()
                    .getRankedDictionary()
                    .keySet());
        } catch (IOException e) {
            throw new UncheckedIOException("zxcvbn comes with its list of passwords", e);
        }
    }
}
