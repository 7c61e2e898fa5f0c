package com.engram.portal.images;

import com.engram.analysis.backends.HeatmapGrid;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of a picture, such as a logo or a face, and what it does to the score. Places and sizes are percent of the
 * picture, from its top left.
 *
 * @param contribution what it adds to the score out of ten by the decomposition; below zero if it takes away
 * @param averageContribution what an area of its size adds on average in this picture
 */
public record ImageArea(
        double x, double y, double width, double height, double contribution, double averageContribution) {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{1,2})?),(\\d{1,3}(?:\\.\\d{1,2})?),(\\d{1,3}(?:\\.\\d{1,2})?),(\\d{1,3}(?:\\.\\d{1,2})?)");

    /** The area that a text {@code x,y,width,height} names, cut to the picture; empty if it names none. */
    static Optional<ImageArea> of(String text, HeatmapGrid map) {
        Matcher matcher = FORM.matcher(text.replace(" ", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double x = Math.min(100, Double.parseDouble(matcher.group(1)));
        double y = Math.min(100, Double.parseDouble(matcher.group(2)));
        double width = Math.min(100 - x, Double.parseDouble(matcher.group(3)));
        double height = Math.min(100 - y, Double.parseDouble(matcher.group(4)));
        if (width <= 0 || height <= 0) {
            return Optional.empty();
        }
        double total = map.sumWithin(0, 0, 1, 1);
        return Optional.of(new ImageArea(
                x,
                y,
                width,
                height,
                10 * map.sumWithin(x / 100, y / 100, width / 100, height / 100),
                10 * total * width * height / 10_000));
    }

    /** Its share of the picture's surface, in percent. */
    public double surface() {
        return width * height / 100;
    }

    /** What it is, in words. */
    public String description() {
        double difference = contribution - averageContribution;
        if (Math.abs(difference) < 0.05) {
            return "About as much as any area of this size.";
        }
        return difference > 0
                ? "More than an area of this size on average: it sticks."
                : "Less than an area of this size on average: it fades.";
    }
}
