package com.engram.portal.images;

import com.engram.web.maps.ColourMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A colour map that the page offers, with its colours for the script that draws the heatmap. */
public record ColourMapView(String code, String stops) {

    /** All of them, in the order in which the page offers them. */
    public static final List<ColourMapView> ALL = Stream.of(ColourMap.values())
            .map(map -> new ColourMapView(map.code(), String.join(",", map.stops())))
            .toList();

    /** A colour of the legend, at a fraction of its length. */
    public record Stop(String offset, String colour) {}

    /** The colours of the page's own heatmaps, for their legend. */
    static final List<Stop> LEGEND = legend(ColourMap.CIVIDIS.stops());

    private static List<Stop> legend(List<String> colours) {
        return IntStream.range(0, colours.size())
                .mapToObj(i -> new Stop(String.valueOf(i / (colours.size() - 1.0)), colours.get(i)))
                .toList();
    }
}
