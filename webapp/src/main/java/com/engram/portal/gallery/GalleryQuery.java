package com.engram.portal.gallery;

import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryFilter.StateFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.analysis.reports.GalleryPosition;
import com.engram.language.ShortenedText;
import com.engram.library.BenchmarkId;
import com.engram.reviews.ReviewState;
import com.engram.web.PublicBenchmarkId;
import com.engram.web.PublicId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    @QueryParam("tag")
    @DefaultValue("")
    private String tag = "";

    @QueryParam("batch")
    @DefaultValue("")
    private String batch = "";

    @QueryParam("by")
    @DefaultValue("")
    private String uploader = "";

    @QueryParam("review")
    @DefaultValue("")
    private String review = "";

    @QueryParam("rank")
    @DefaultValue("")
    private String benchmark = "";

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

    @QueryParam("batches")
    @DefaultValue("")
    private String batchesAfter = "";

    /** The images of one batch, the most memorable first. */
    static GalleryQuery ofBatch(String batch) {
        GalleryQuery query = new GalleryQuery();
        query.batch = batch;
        query.sort = "highest";
        return query;
    }

    /** The query of a URL such as {@code /gallery?q=sunset}, without its page. */
    static GalleryQuery parse(String url) {
        GalleryQuery query = new GalleryQuery();
        int start = url.indexOf('?');
        Map<String, String> values = start < 0 ? Map.of() : decode(url.substring(start + 1));
        query.text = values.getOrDefault("q", "");
        query.status = values.getOrDefault("status", "");
        query.project = values.getOrDefault("project", "");
        query.tag = values.getOrDefault("tag", "");
        query.batch = values.getOrDefault("batch", "");
        query.uploader = values.getOrDefault("by", "");
        query.review = values.getOrDefault("review", "");
        query.benchmark = values.getOrDefault("rank", "");
        query.min = values.getOrDefault("min", "");
        query.max = values.getOrDefault("max", "");
        query.from = values.getOrDefault("from", "");
        query.to = values.getOrDefault("to", "");
        query.sort = values.getOrDefault("sort", "");
        return query;
    }

    private static Map<String, String> decode(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                try {
                    values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    values.put(parts[0], "");
                }
            }
        }
        return values;
    }

    /** The benchmark of percentiles; empty for photographs, among which each score has its percentile. */
    Optional<BenchmarkId> benchmark() {
        return PublicBenchmarkId.parse(benchmark).filter(id -> !id.equals(BenchmarkId.PHOTOGRAPHS));
    }

    /** The query string of the same filter without its page; empty if nothing is asked for. */
    String queryString() {
        String url = urlAfter("", "");
        return url.isEmpty() ? "" : url.substring(1);
    }

    /** The filter for the domain. A range whose ends are reversed is meant the other way round. */
    GalleryFilter filter() {
        putInOrder();
        return new GalleryFilter(
                text.isBlank() ? null : ShortenedText.of(text.strip(), MAX_TEXT_LENGTH),
                parseEnum(StateFilter.values(), status),
                PublicId.PROJECT.parse(project).orElse(null),
                PublicId.TAG.parse(tag).orElse(null),
                PublicId.BATCH.parse(batch).orElse(null),
                PublicId.MEMBER.parse(uploader).orElse(null),
                ReviewState.findByCode(review).map(ReviewState::code).orElse(null),
                parseScore(min),
                parseScore(max),
                parseDay(from),
                parseDay(to),
                order());
    }

    /** The batch whose images are shown; empty for images of all batches. */
    Optional<UUID> batch() {
        return PublicId.BATCH.parse(batch);
    }

    /** Where the list of batches in the filter begins; empty for the newest. */
    Optional<UUID> batchesAfter() {
        return PublicId.BATCH.parse(batchesAfter);
    }

    /** The URL of the same images with older batches in the filter. */
    String urlOfBatches(String after) {
        String url = urlAfter("/gallery", "");
        return url + (url.contains("?") ? "&" : "?") + "batches=" + after;
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
    @Nullable GalleryPosition position() {
        return GalleryCursor.parse(after).orElse(null);
    }

    /** The parameters by the names of the form's fields. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("q", text);
        values.put("status", status);
        values.put("project", project);
        values.put("tag", tag);
        values.put("batch", batch);
        values.put("by", uploader);
        values.put("review", review);
        values.put("rank", benchmark);
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
