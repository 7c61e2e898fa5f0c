package com.engram.images.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry.NameSource;

/**
 * Reads the names in a ZIP archive. Names without the flag for UTF-8 are in whatever character set the computer had that
 * packed them, and the archive does not say which. They are read as UTF-8 if all of them are valid; else as Japanese or
 * Chinese if they make sense as such; else as code page 437, which the specification demands.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, appendix D</a>
 */
final class ZipEntryNames {

    private static final Charset CODE_PAGE_437 = Charset.forName("IBM437");

    private static final Pattern OTHER_THAN_CJK =
            Pattern.compile("[^\\x00-\\x7f\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}ー々〆・、。「」（）！]|[\\uff61-\\uff9f]");

    /** A single character amid Latin letters is an accented letter that was read in the wrong character set. */
    private static final Pattern AMID_LATIN = Pattern.compile(
            "(?<![^\\x00-\\x7f])[^\\x00-\\x7f](?=[A-Za-z])|(?<=[A-Za-z])[^\\x00-\\x7f](?![^\\x00-\\x7f])");

    /** What distinguishes a word from an accented letter: two characters in a row, or one of the Japanese syllables. */
    private static final Pattern WORD = Pattern.compile("[^\\x00-\\x7f]{2}|[\\p{IsHiragana}\\p{IsKatakana}]");

    private final Charset unflagged;

    private ZipEntryNames(Charset unflagged) {
        this.unflagged = unflagged;
    }

    /** Looks at all names of an archive, because a single one is often too short to tell. */
    static ZipEntryNames of(List<ZipArchiveEntry> entries) {
        List<byte[]> names = entries.stream()
                .filter(entry -> entry.getNameSource() == NameSource.NAME)
                .map(ZipArchiveEntry::getRawName)
                .toList();
        return new ZipEntryNames(findCharset(names));
    }

    /** The name with its folders, each separated by a slash. */
    String read(ZipArchiveEntry entry) {
        String name =
                entry.getNameSource() == NameSource.NAME ? new String(entry.getRawName(), unflagged) : entry.getName();
        return name.replace('\\', '/');
    }

    private static Charset findCharset(List<byte[]> names) {
        if (decode(names, StandardCharsets.UTF_8).isPresent()) {
            return StandardCharsets.UTF_8;
        }
        if (decode(names, Charset.forName("windows-31j"))
                .filter(ZipEntryNames::isCjk)
                .isPresent()) {
            return Charset.forName("windows-31j");
        }
        // Checked with the smaller set, in which every character takes two bytes above 0xA0, as accented letters hardly
        // do.
        if (decode(names, Charset.forName("GB2312"))
                .filter(ZipEntryNames::isCjk)
                .isPresent()) {
            return Charset.forName("GBK");
        }
        return decode(names, Charset.forName("Big5"))
                        .filter(ZipEntryNames::isCjk)
                        .isPresent()
                ? Charset.forName("Big5")
                : CODE_PAGE_437;
    }

    private static Optional<List<String>> decode(List<byte[]> names, Charset charset) {
        CharsetDecoder strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        List<String> decoded = new ArrayList<>();
        try {
            for (byte[] name : names) {
                decoded.add(strict.decode(ByteBuffer.wrap(name)).toString());
            }
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        return Optional.of(decoded);
    }

    private static boolean isCjk(List<String> names) {
        return names.stream()
                        .noneMatch(name -> OTHER_THAN_CJK.matcher(name).find()
                                || AMID_LATIN.matcher(name).find())
                && names.stream().anyMatch(name -> WORD.matcher(name).find());
    }
}
