package com.engram.web.maps;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The colours of a heatmap, from the lowest to the highest value. */
public enum ColourMap {
    /** Matplotlib's cividis (CC0): looks the same to people with red-green blindness. */
    CIVIDIS(0x00224e, 0x1a386f, 0x434e6c, 0x61656f, 0x7d7c78, 0x9a9376, 0xbbad6d, 0xddc858, 0xfee838),
    /** Matplotlib's viridis (CC0). */
    VIRIDIS(0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x27ad81, 0x5cc863, 0xaadc32, 0xfde725),
    /** Matplotlib's plasma (CC0), the colours of lists and of the API. */
    PLASMA(0x0d0887, 0x5b02a3, 0x9a179b, 0xcb4678, 0xeb7852, 0xfbb32f, 0xf0f921),
    /** Blue over green and yellow to red, as reports of eye tracking show it. Its lightness does not grow evenly. */
    CLASSIC(0x0000ff, 0x00ffff, 0x00ff00, 0xffff00, 0xff0000);

    private final int[] stops;

    ColourMap(int... stops) {
        this.stops = stops;
    }

    /** The name in requests: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour map with that code. */
    public static Optional<ColourMap> findByCode(String code) {
        return Stream.of(values()).filter(map -> map.code().equals(code)).findFirst();
    }

    /** The colours at even distances, as {@code #rrggbb}. */
    public List<String> stops() {
        return IntStream.of(stops).mapToObj("#%06x"::formatted).toList();
    }

    /** The colour of a value from 0 to 1, without opacity. */
    int colour(double value) {
        double position = value * (stops.length - 1);
        int from = Math.min((int) position, stops.length - 2);
        double share = position - from;
        return mix(stops[from] >> 16, stops[from + 1] >> 16, share) << 16
                | mix(stops[from] >> 8, stops[from + 1] >> 8, share) << 8
                | mix(stops[from], stops[from + 1], share);
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round((from & 255) * (1 - share) + (to & 255) * share);
    }
}
