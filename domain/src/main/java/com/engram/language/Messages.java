package com.engram.language;

import java.util.EnumMap;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The sentences of one language, by key. A key begins with the name of its bundle: {@code gallery.title} is in
 * {@code messages/gallery_en.properties} and {@code messages/gallery_it.properties}. The texts are patterns of
 * {@link java.text.MessageFormat}; numbers are formatted by the language, and {@code choice} tells one from many.
 */
public final class Messages {

    private static final Map<Language, Messages> ALL = new EnumMap<>(Language.class);

    static {
        Stream.of(Language.values()).forEach(language -> ALL.put(language, new Messages(language)));
    }

    private final Language language;

    /** The sentences that were asked for. Only keys of the bundles are kept. */
    private final Map<String, Sentence> sentences = new ConcurrentHashMap<>();

    private Messages(Language language) {
        this.language = language;
    }

    /** The sentences of a language. */
    public static Messages in(Language language) {
        return ALL.getOrDefault(language, new Messages(language));
    }

    /** The language of the sentences. */
    public Language language() {
        return language;
    }

    /**
     * The sentence of that key.
     *
     * @param arguments texts, numbers, or {@linkplain Message messages}, which are put into the same language
     * @throws MissingResourceException if the language has no such sentence
     */
    public String text(String key, Object... arguments) {
        Object[] said = new Object[arguments.length];
        for (int i = 0; i < said.length; i++) {
            said[i] = arguments[i] instanceof Message message ? text(message) : arguments[i];
        }
        return sentence(key).text(said);
    }

    private Sentence sentence(String key) {
        Sentence known = sentences.get(key);
        return known == null
                ? sentences.computeIfAbsent(
                        key, each -> new Sentence(bundle(each).getString(each), language))
                : known;
    }

    /** A sentence in this language. */
    public String text(Message message) {
        return text(message.key(), message.arguments().toArray());
    }

    /** The sentence of that key, or another text if there is none. */
    public String textOr(String key, String other) {
        return has(key) ? text(key) : other;
    }

    /** The patterns of all sentences whose key begins with a prefix, by the rest of the key. */
    public SortedMap<String, String> patterns(String prefix) {
        ResourceBundle bundle = bundle(prefix);
        SortedMap<String, String> patterns = new TreeMap<>();
        bundle.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> patterns.put(key.substring(prefix.length()), bundle.getString(key)));
        return patterns;
    }

    /** Whether there is a sentence of that key. */
    public boolean has(String key) {
        if (sentences.containsKey(key)) {
            return true;
        }
        try {
            return bundle(key).containsKey(key);
        } catch (MissingResourceException e) {
            return false;
        }
    }

    private ResourceBundle bundle(String key) {
        int dot = key.indexOf('.');
        String name = dot < 0 ? key : key.substring(0, dot);
        return ResourceBundle.getBundle(
                "messages." + name,
                language.locale(),
                Messages.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
