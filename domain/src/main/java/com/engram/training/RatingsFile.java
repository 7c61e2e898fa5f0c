package com.engram.training;

import com.engram.csv.CsvFile;
import com.engram.csv.CsvNumber;
import com.engram.images.upload.ImageNames;
import com.engram.training.RatingProblem.Kind;
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
        CsvFile.Result result = CsvFile.read(bytes, MAX_BYTES);
        if (result instanceof CsvFile.Unreadable unreadable) {
            file.add(Kind.of(unreadable.reason()), unreadable.line(), "");
        } else {
            file.read((CsvFile.Rows) result);
        }
        return file;
    }

    private void read(CsvFile.Rows csv) {
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
            csv.rows().stream().skip(1).forEach(row -> read(row, columns, csv.hasDecimalComma()));
        }
    }

    private void read(CsvFile.Row row, Map<String, Integer> columns, boolean decimalComma) {
        String image = ImageNames.ofPath(cell(row, columns, "image"));
        String written = cell(row, columns, "rating");
        if (cell(row, columns, "image").isEmpty()) {
            add(Kind.NO_IMAGE, row.line(), "");
            return;
        }
        Optional<Double> rating = CsvNumber.parse(written, decimalComma);
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

    private static String cell(CsvFile.Row row, Map<String, Integer> columns, String column) {
        Integer index = columns.get(column);
        return index == null || index >= row.cells().size()
                ? ""
                : cut(row.cells().get(index));
    }

    private static String cut(String text) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), MAX_CELL)));
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
