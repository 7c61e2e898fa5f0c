package com.engram.portal.images;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of an image, such as a logo or a face, and its contribution to the score. Coordinates are in percent of
 * the image, from the top left.
 *
 * @param contribution to the score out of ten by the decomposition; negative if it lowers the score
 * @param averageContribution the contribution of an average area of the same size in this image
 */
public record ImageArea(
        double x, double y, double width, double height, double contribution, double averageContribution) {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{1,2})?),(\\d{1,3}(?:\\.\\d{1,2})?),(\\d{1,3}(?:\\.\\d{1,2})?),(\\d{1,3}(?:\\.\\d{1,2})?)");

    /** Parses {@code x,y,width,height} and clips the area to the image; empty if the text is not an area. */
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

    /** Its share of the image's surface, in percent. */
    public double surface() {
        return width * height / 100;
    }

    /** How its contribution compares with the average: {@code average}, {@code above} or {@code below}. */
    public String level() {
        double difference = contribution - averageContribution;
        return Math.abs(difference) < 0.05 ? "average" : difference > 0 ? "above" : "below";
    }
}
