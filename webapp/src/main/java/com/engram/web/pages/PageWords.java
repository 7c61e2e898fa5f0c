package com.engram.web.pages;

import com.engram.billing.MoneyFormat;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What templates need to write sentences and numbers in the page's language. They call it as {@code words}. */
public final class PageWords {

    /**
     * A link within a sentence, as in Markdown. Only pages of this site are linked: sentences contain names of files, and a
     * second slash would begin the name of another host.
     */
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\((/(?!/)[A-Za-z0-9/#_-]*)\\)");

    private record Script(String prefix, Language language) {}

    /** The sentences of scripts as JSON. Templates name the prefixes, so they are few. */
    private static final Map<Script, String> SCRIPTS = new ConcurrentHashMap<>();

    private final Language language;

    /** By the number of decimals. One page is rendered by one thread, so they can be used again. */
    private final Map<Integer, NumberFormat> formats = new HashMap<>();

    PageWords(Language language) {
        this.language = language;
    }

    /**
     * A sentence with at most one link.
     *
     * @param before the text before the link; the whole text if there is no link
     * @param link the link's text; empty if there is no link
     * @param href the page of the link
     */
    public record LinkedText(String before, Optional<String> link, String href, String after) {}

    /** A sentence of the bundles in the page's language. */
    public String text(Message message) {
        return Messages.in(language).text(message);
    }

    /** Splits a sentence at its link, which is written as in {@code [Upgrade](/billing) to go on.} */
    public LinkedText linked(String text) {
        Matcher link = LINK.matcher(text);
        return link.find()
                ? new LinkedText(
                        text.substring(0, link.start()),
                        Optional.of(link.group(1)),
                        link.group(2),
                        text.substring(link.end()))
                : new LinkedText(text, Optional.empty(), "", "");
    }

    /** The sentences of a script as a JSON object: all whose key begins with a prefix, by the rest of the key. */
    public String json(String prefix) {
        return SCRIPTS.computeIfAbsent(new Script(prefix, language), PageWords::json);
    }

    private static String json(Script script) {
        JsonObjectBuilder sentences = Json.createObjectBuilder();
        Messages.in(script.language()).patterns(script.prefix()).forEach(sentences::add);
        return sentences.build().toString();
    }

    /** An amount as the language writes it. Cents are hundredths of any currency. */
    public String amount(long cents, String currency) {
        return MoneyFormat.format(cents, currency, language);
    }

    /** A number with exactly that many decimals. A negative one begins with a minus sign, not with a hyphen. */
    public String decimal(Number value, int decimals) {
        return formats.computeIfAbsent(decimals, this::format).format(value).replace('-', '\u2212');
    }

    private NumberFormat format(int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(language.formats());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format;
    }

    /** The languages that people can choose. */
    public List<Language> languages() {
        return Stream.of(Language.values()).toList();
    }

    /** The page's language. */
    public Language language() {
        return language;
    }
}
