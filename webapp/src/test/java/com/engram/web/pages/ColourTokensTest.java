package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The colours of the style sheet can be read in light and in dark, as WCAG 2.2 AA defines it. */
class ColourTokensTest {

    private static final Path STYLES = Path.of("src/main/webapp/assets/styles/tokens.css");
    private static final Pattern TOKEN = Pattern.compile(
            "--([a-z0-9-]+): (?:light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)|var\\(--([a-z0-9-]+)\\));");
    private static final double TEXT = 4.5;
    private static final double GRAPHICS = 3;

    /**
     * Two colours that meet on pages.
     *
     * @param least the lowest contrast that is allowed
     */
    record Meeting(String front, String back, double least) {}

    static Stream<Meeting> meetings() {
        Stream<Meeting> texts = Stream.of("ink", "ink-soft", "action", "brand", "good", "warn", "bad", "info")
                .flatMap(front -> Stream.of("ground", "surface", "sunken").map(back -> new Meeting(front, back, TEXT)));
        Stream<Meeting> washes = Stream.of("good", "warn", "bad", "info", "action", "brand")
                .map(front -> new Meeting(front, front + "-wash", TEXT));
        Stream<Meeting> others = Stream.of(
                new Meeting("on-action", "action", TEXT),
                new Meeting("on-action", "action-hover", TEXT),
                new Meeting("ink", "action-wash", TEXT),
                new Meeting("ink-soft", "action-wash", TEXT),
                new Meeting("ink-soft", "brand-wash", TEXT),
                new Meeting("ink-soft", "accent-wash", TEXT),
                new Meeting("ink", "raised", TEXT),
                new Meeting("ink-soft", "raised", TEXT),
                new Meeting("level-high", "level-high-wash", TEXT),
                new Meeting("level-middle", "level-middle-wash", TEXT),
                new Meeting("level-low", "surface", TEXT),
                new Meeting("line-strong", "ground", GRAPHICS),
                new Meeting("line-strong", "surface", GRAPHICS),
                new Meeting("plot-mark", "plot-band", GRAPHICS),
                new Meeting("plot-mark", "plot-track", GRAPHICS),
                new Meeting("plot-1", "surface", GRAPHICS),
                new Meeting("plot-2", "surface", GRAPHICS));
        return Stream.of(texts, washes, others).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("meetings")
    void two_colours_that_meet_have_enough_contrast(Meeting meeting) throws IOException {
        Map<String, List<String>> tokens = tokens();
        IntStream.range(0, 2)
                .forEach(theme -> assertThat(contrast(
                                tokens.get(meeting.front()).get(theme),
                                tokens.get(meeting.back()).get(theme)))
                        .as("%s on %s in the %s theme", meeting.front(), meeting.back(), theme == 0 ? "light" : "dark")
                        .isGreaterThanOrEqualTo(meeting.least()));
    }

    /** The colours of each token in the light and the dark theme. */
    private static Map<String, List<String>> tokens() throws IOException {
        Map<String, List<String>> tokens = new HashMap<>();
        TOKEN.matcher(Files.readString(STYLES))
                .results()
                .forEach(found -> tokens.putIfAbsent(
                        found.group(1),
                        found.group(4) == null
                                ? List.of(found.group(2), found.group(3))
                                : tokens.getOrDefault(found.group(4), List.of())));
        return tokens;
    }

    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        double[] channels = IntStream.range(0, 3)
                .mapToDouble(at -> Integer.parseInt(colour.substring(1 + 2 * at, 3 + 2 * at), 16) / 255.0)
                .map(channel -> channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }
}
