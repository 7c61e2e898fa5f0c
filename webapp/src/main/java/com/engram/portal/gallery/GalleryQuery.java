package com.engram.portal.gallery;

import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryFilter.StateFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.analysis.reports.GalleryPosition;
import com.engram.language.ShortenedText;
import com.engram.web.PublicId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gallery's filter as query parameters of its form: scores out of ten, days as yyyy-MM-dd. Values that cannot be
 * parsed do not restrict.
 */
public class GalleryQuery {

    private static final int MAX_TEXT_LENGTH = 200;

    @QueryParam("q")
    @DefaultValue("")
    private String text = "";

    @QueryParam("status")
    @DefaultValue("")
    private String status = "";

    @QueryParam("project")
    @DefaultValue("")
    private String project = "";

    @QueryParam("min")
    @DefaultValue("")
    private String min = "";

    @QueryParam("max")
    @DefaultValue("")
    private String max = "";

    @QueryParam("from")
    @DefaultValue("")
    private String from = "";

    @QueryParam("to")
    @DefaultValue("")
    private String to = "";

    @QueryParam("sort")
    @DefaultValue("")
    private String sort = "";

    @QueryParam("after")
    @DefaultValue("")
    private String after = "";

    /** The filter for the domain. A range whose ends are reversed is meant the other way round. */
    GalleryFilter filter() {
        putInOrder();
        return new GalleryFilter(
                text.isBlank() ? null : ShortenedText.of(text.strip(), MAX_TEXT_LENGTH),
                parseEnum(StateFilter.values(), status),
                PublicId.PROJECT.parse(project).orElse(null),
                parseScore(min),
                parseScore(max),
                parseDay(from),
                parseDay(to),
                order());
    }

    private void putInOrder() {
        Double lowest = parseScore(min);
        Double highest = parseScore(max);
        if (lowest != null && highest != null && lowest > highest) {
            String swapped = min;
            min = max;
            max = swapped;
        }
        LocalDate first = parseDay(from);
        LocalDate last = parseDay(to);
        if (first != null && last != null && first.isAfter(last)) {
            String swapped = from;
            from = to;
            to = swapped;
        }
    }

    /** Where the previous page ended; null on the first page. */
    @Nullable
    GalleryPosition position() {
        return GalleryCursor.parse(after).orElse(null);
    }

    /** The parameters by the names of the form's fields. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("q", text);
        values.put("status", status);
        values.put("project", project);
        values.put("min", min);
        values.put("max", max);
        values.put("from", from);
        values.put("to", to);
        values.put("sort", sort);
        return values;
    }

    /** The URL of a path with the same filter, starting after a position; null starts at the first page. */
    String url(String path, @Nullable GalleryPosition position) {
        return urlAfter(path, position == null ? "" : GalleryCursor.of(position));
    }

    private String urlAfter(String path, String cursor) {
        Map<String, String> all = values();
        all.put("after", cursor);
        String query = all.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The URL of a path with the same filter and the same page. */
    String url(String path) {
        return urlAfter(path, after);
    }

    boolean isFirstPage() {
        return position() == null;
    }

    private GalleryOrder order() {
        GalleryOrder named = parseEnum(GalleryOrder.values(), sort);
        return named == null ? GalleryOrder.NEWEST : named;
    }

    private static <E extends Enum<E>> @Nullable E parseEnum(E[] values, String name) {
        return Stream.of(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double parseScore(String number) {
        try {
            double value = Double.parseDouble(number.replace(',', '.'));
            return Double.isFinite(value) ? value / 10 : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate parseDay(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
