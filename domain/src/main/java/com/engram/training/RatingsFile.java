package com.engram.training;

import com.engram.images.upload.ImageNames;
import com.engram.training.RatingProblem.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV file with ratings: the columns {@code image} and {@code rating}, and optionally {@code category} and {@code subcategory}, in any
 * order. A rating is between 0 and 1, such as the share of people who remembered the image.
 */
public final class RatingsFile {

    /** The largest file, in bytes. */
    public static final int MAX_BYTES = 2 << 20;

    private static final int MAX_CELL = 200;
    private static final List<String> REQUIRED = List.of("image", "rating");

    private final List<Rating> ratings = new ArrayList<>();
    private final List<RatingProblem> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private RatingsFile() {}

    /**
     * A rated image.
     *
     * @param line of the file
     * @param image its name
     * @param rating 0..1
     * @param category may be empty, like the next one
     * @param subcategory images of the same one are similar, so they are held out together
     */
    record Rating(int line, String image, double rating, String category, String subcategory) {}

    /** Reads a file. Each invalid line is a problem. */
    static RatingsFile read(byte[] bytes) {
        RatingsFile file = new RatingsFile();
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            file.add(Kind.SIZE, 0, "");
            return file;
        }
        Optional<String> text = decode(bytes);
        if (text.isEmpty()) {
            file.add(Kind.ENCODING, 0, "");
            return file;
        }
        file.read(CsvRows.parse(text.get()));
        return file;
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // A text with the character NUL is no text, and PostgreSQL stores none.
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void read(CsvRows csv) {
        if (csv.openQuote() > 0) {
            add(Kind.OPEN_QUOTE, csv.openQuote(), "");
            return;
        }
        if (csv.rows().isEmpty()) {
            add(Kind.SIZE, 0, "");
            return;
        }
        Map<String, Integer> columns = new HashMap<>();
        List<String> header = csv.rows().get(0).cells();
        for (int i = 0; i < header.size(); i++) {
            columns.putIfAbsent(header.get(i).toLowerCase(Locale.ROOT), i);
        }
        for (String column : REQUIRED) {
            if (!columns.containsKey(column)) {
                add(Kind.MISSING_COLUMN, 1, column);
            }
        }
        if (problems.isEmpty()) {
            csv.rows().stream().skip(1).forEach(row -> read(row, columns, csv.separator() != ','));
        }
    }

    private void read(CsvRows.Row row, Map<String, Integer> columns, boolean decimalComma) {
        String image = ImageNames.ofPath(cell(row, columns, "image"));
        String written = cell(row, columns, "rating");
        if (cell(row, columns, "image").isEmpty()) {
            add(Kind.NO_IMAGE, row.line(), "");
            return;
        }
        Optional<Double> rating = number(decimalComma ? written.replace(',', '.') : written);
        if (rating.isEmpty()) {
            add(Kind.NO_NUMBER, row.line(), written);
        } else if (!(rating.get() >= 0 && rating.get() <= 1)) {
            add(Kind.OUT_OF_RANGE, row.line(), written);
        } else if (lines.putIfAbsent(image, row.line()) != null) {
            add(Kind.DUPLICATE, row.line(), image);
        } else {
            ratings.add(new Rating(
                    row.line(),
                    image,
                    rating.get(),
                    cell(row, columns, "category"),
                    cell(row, columns, "subcategory")));
        }
    }

    private static String cell(CsvRows.Row row, Map<String, Integer> columns, String column) {
        Integer index = columns.get(column);
        return index == null || index >= row.cells().size()
                ? ""
                : cut(row.cells().get(index));
    }

    private static String cut(String text) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), MAX_CELL)));
    }

    /** Only digits, a sign and a point: Java also reads NaN, hexadecimal numbers and a trailing letter. */
    private static Optional<Double> number(String text) {
        return text.matches("[+-]?\\d{1,9}(\\.\\d{1,18})?|[+-]?\\.\\d{1,18}")
                ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }

    private void add(Kind kind, int line, String detail) {
        problems.add(new RatingProblem(kind, line, detail));
    }

    /** The valid lines. */
    List<Rating> ratings() {
        return ratings;
    }

    /** The problems, in the order of the file. */
    List<RatingProblem> problems() {
        return problems;
    }
}
