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
 * packed them, and the archive does not say which. They are read as UTF-8 if all of them are valid; else as Japanese,
 * Korean, or Chinese if they make sense as such; else as code page 437, which the specification demands.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, appendix D</a>
 */
final class ZipEntryNames {

    private static final Charset CODE_PAGE_437 = Charset.forName("IBM437");

    /** Of Windows; it contains EUC-KR. */
    private static final Charset CODE_PAGE_949 = Charset.forName("x-windows-949");

    private static final Pattern OTHER_THAN_CJK =
            Pattern.compile("[^\\x00-\\x7f\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}ー々〆・、。「」（）！]|[\\uff61-\\uff9f]");

    /** A single character amid Latin letters is an accented letter that was read in the wrong character set. */
    private static final Pattern AMID_LATIN = Pattern.compile(
            "(?<![^\\x00-\\x7f])[^\\x00-\\x7f](?=[A-Za-z])|(?<=[A-Za-z])[^\\x00-\\x7f](?![^\\x00-\\x7f])");

    /** What distinguishes a word from an accented letter: two characters in a row, or one of the Japanese syllables. */
    private static final Pattern WORD = Pattern.compile("[^\\x00-\\x7f]{2}|[\\p{IsHiragana}\\p{IsKatakana}]");

    private static final Pattern OTHER_THAN_KOREAN = Pattern.compile("[^\\x00-\\x7f가-힣·、。「」（）！]");

    /**
     * The most frequent syllables of Korean. The bytes of most Korean words are Chinese characters as well, but seldom
     * frequent ones.
     */
    private static final String FREQUENT_SYLLABLES = "이다의는에을가고한은로지기사시도어하인리해서정자나아대수일스제부보그상전주라과원성장만유선동구여마안조비무신공당소"
            + "진광배너품미름겨울봄할행홍메썸네표최종파년월개국화산바방경연학강우영세중오적물매간분모금드크노호회생교민실디카게트레프";

    /** The most frequent characters of Chinese, and of the names of images. */
    private static final String FREQUENT_CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
            + "图片产品广告海报照新主副本封面详情页色红白黑蓝绿春夏秋冬季款模特活动促销头像背景风景文件合集月日号第张小";

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
        Optional<List<String>> korean = decode(names, CODE_PAGE_949).filter(decoded -> isKorean(decoded, names));
        // Checked with the smaller set, in which every character takes two bytes above 0xA0, as accented letters hardly
        // do.
        Optional<List<String>> chinese =
                decode(names, Charset.forName("GB2312")).filter(ZipEntryNames::isCjk);
        if (korean.isPresent()
                && (chinese.isEmpty()
                        || count(korean.get(), FREQUENT_SYLLABLES) > count(chinese.get(), FREQUENT_CHARACTERS))) {
            return CODE_PAGE_949;
        }
        if (chinese.isPresent()) {
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
        return names.stream().noneMatch(name -> OTHER_THAN_CJK.matcher(name).find()) && hasWords(names);
    }

    /** Accented letters of code page 437 may be Korean before a letter, but not where both bytes are above 0xA0. */
    private static boolean isKorean(List<String> decoded, List<byte[]> names) {
        int twoHigh = 0;
        for (byte[] name : names) {
            for (int at = 0; at + 1 < name.length; at++) {
                if ((name[at] & 0xFF) > 0x80) {
                    twoHigh += (name[at] & 0xFF) > 0xA0 && (name[at + 1] & 0xFF) > 0xA0 ? 1 : -1;
                    at++;
                }
            }
        }
        return twoHigh > 0
                && decoded.stream()
                        .noneMatch(name -> OTHER_THAN_KOREAN.matcher(name).find())
                && hasWords(decoded);
    }

    private static boolean hasWords(List<String> names) {
        return names.stream().noneMatch(name -> AMID_LATIN.matcher(name).find())
                && names.stream().anyMatch(name -> WORD.matcher(name).find());
    }

    private static long count(List<String> names, String frequent) {
        return names.stream()
                .flatMapToInt(String::codePoints)
                .filter(character -> frequent.indexOf(character) >= 0)
                .count();
    }
}
