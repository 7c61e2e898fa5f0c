package com.engram.portal.images;

import com.engram.areas.AreaKind;
import com.engram.areas.AreaShape;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of an area. Numbers are percent of the image. */
public class AreaForm {

    /** Of a polygon: x and y of each corner. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s;,]+");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(\\.\\d{1,6})?");
    private static final int MAX_NUMBERS = 2 * AreaShape.MAX_POINTS + 2;

    @FormParam("name")
    @DefaultValue("")
    private String name = "";

    @FormParam("kind")
    @DefaultValue("other")
    private String kind = "";

    @FormParam("x")
    @DefaultValue("")
    private String x = "";

    @FormParam("y")
    @DefaultValue("")
    private String y = "";

    @FormParam("width")
    @DefaultValue("")
    private String width = "";

    @FormParam("height")
    @DefaultValue("")
    private String height = "";

    @FormParam("corners")
    @DefaultValue("")
    private String corners = "";

    @FormParam("delete")
    @DefaultValue("")
    private String delete = "";

    String name() {
        return name;
    }

    AreaKind kind() {
        return AreaKind.findByCode(kind).orElse(AreaKind.OTHER);
    }

    boolean isDeletion() {
        return !delete.isEmpty();
    }

    /** The outline: the polygon if corners are given, else the rectangle; empty if a number cannot be read. */
    Optional<AreaShape> shape() {
        return corners.isBlank() ? rectangle() : polygon();
    }

    private Optional<AreaShape> rectangle() {
        List<Double> numbers = numbers(List.of(x, y, width, height));
        return numbers.size() == 4
                ? Optional.of(new AreaShape.Rectangle(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3)))
                : Optional.empty();
    }

    private Optional<AreaShape> polygon() {
        List<String> texts = List.of(SEPARATORS.split(corners.strip(), MAX_NUMBERS + 1));
        List<Double> numbers = numbers(texts);
        if (numbers.size() != texts.size() || numbers.size() % 2 == 1) {
            return Optional.empty();
        }
        List<AreaShape.Point> points = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            points.add(new AreaShape.Point(numbers.get(i), numbers.get(i + 1)));
        }
        return Optional.of(new AreaShape.Polygon(points));
    }

    /** The texts that are numbers, as fractions. */
    private static List<Double> numbers(List<String> texts) {
        return texts.stream()
                .map(text -> text.strip())
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> Double.parseDouble(text) / 100)
                .toList();
    }
}
