package com.engram.inference.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a data set: a CSV with a header and the columns {@code image,hit_rate[,category[,subcategory]]} in any order. */
public final class RatedSet {
    private RatedSet() {}

    /** The images of a CSV file, or of the one CSV file in a folder; paths are relative to the CSV. */
    public static List<RatedImage> read(Path csvOrFolder) throws IOException {
        Path csv = Files.isDirectory(csvOrFolder) ? onlyCsv(csvOrFolder) : csvOrFolder;
        List<String> lines = Files.readAllLines(csv);
        if (lines.isEmpty()) {
            throw new IOException(csv + " is empty");
        }
        Map<String, Integer> columns = columns(lines.get(0));
        Integer image = columns.get("image");
        Integer rate = columns.get("hit_rate");
        if (image == null || rate == null) {
            throw new IOException(csv + " needs the columns image and hit_rate");
        }
        List<RatedImage> images = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                images.add(image(csv, i + 1, CsvLine.split(lines.get(i)), columns, image, rate));
            }
        }
        return images;
    }

    private static Map<String, Integer> columns(String header) {
        List<String> names = CsvLine.split(header.replace("\uFEFF", ""));
        return IntStream.range(0, names.size())
                .boxed()
                .collect(Collectors.toMap(
                        i -> names.get(i).strip().toLowerCase(Locale.ROOT),
                        Function.identity(),
                        (first, again) -> first));
    }

    private static RatedImage image(
            Path csv, int line, List<String> cells, Map<String, Integer> columns, int image, int rate)
            throws IOException {
        if (cells.size() <= Math.max(image, rate)) {
            throw new IOException(csv + ", line " + line + ": too few cells");
        }
        double hitRate;
        try {
            hitRate = Double.parseDouble(cells.get(rate).strip());
        } catch (NumberFormatException e) {
            throw new IOException(csv + ", line " + line + ": hit_rate is not a number: " + cells.get(rate), e);
        }
        if (!(hitRate >= 0 && hitRate <= 1)) {
            throw new IOException(csv + ", line " + line + ": hit_rate is not in 0..1: " + hitRate);
        }
        Path file = csv.resolveSibling(cells.get(image).strip());
        String category = cell(cells, columns.get("category"));
        String subcategory = cell(cells, columns.get("subcategory"));
        return new RatedImage(
                file, hitRate, category, subcategory.isEmpty() ? file.toString() : category + "/" + subcategory);
    }

    private static String cell(List<String> cells, @org.jspecify.annotations.Nullable Integer column) {
        return column == null || column >= cells.size() ? "" : cells.get(column).strip();
    }

    private static Path onlyCsv(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> csvs = files.filter(f -> f.toString().endsWith(".csv")).toList();
            if (csvs.size() != 1) {
                throw new IOException(folder + " holds " + csvs.size() + " CSV files; name the one to use");
            }
            return csvs.get(0);
        }
    }
}
