package com.engram.inference.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads rated images from a CSV file with the columns {@code image,hit_rate[,category[,subcategory]]} and
 * optionally {@code answers} and {@code false_alarm_rate}, in any order. */
public final class RatedImages {
    private RatedImages() {}

    /**
     * Reads a CSV file, or the only CSV file of a folder. Image paths are relative to the CSV file.
     *
     * @throws IOException if the file cannot be read or a row is invalid; the message names the line
     */
    public static List<RatedImage> read(Path csvOrFolder) throws IOException {
        Path csv = Files.isDirectory(csvOrFolder) ? onlyCsv(csvOrFolder) : csvOrFolder;
        List<RatedImage> images = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.read(csv, "image", "hit_rate").rows()) {
            images.add(image(row));
        }
        return images;
    }

    private static RatedImage image(CsvTable.Row row) throws IOException {
        double hitRate = row.number("hit_rate");
        if (!(hitRate >= 0 && hitRate <= 1)) {
            throw new IOException(row.place() + ": hit_rate is not between 0 and 1: " + hitRate);
        }
        Path file = row.file("image");
        String category = row.text("category");
        String subcategory = row.text("subcategory");
        String group = subcategory.isEmpty() ? file.toString() : category + "/" + subcategory;
        return new RatedImage(file, hitRate, category, group, answers(row), falseAlarmRate(row));
    }

    /** The number of answers; 0 if the file does not contain it. */
    private static int answers(CsvTable.Row row) throws IOException {
        if (row.text("answers").isEmpty()) {
            return 0;
        }
        double answers = row.number("answers");
        if (!(answers >= 1 && answers == Math.rint(answers))) {
            throw new IOException(row.place() + ": answers is not a positive whole number: " + row.text("answers"));
        }
        return (int) answers;
    }

    /** The false alarm rate; NaN if the file does not contain it. */
    private static double falseAlarmRate(CsvTable.Row row) throws IOException {
        if (row.text("false_alarm_rate").isEmpty()) {
            return Double.NaN;
        }
        double rate = row.number("false_alarm_rate");
        if (!(rate >= 0 && rate <= 1)) {
            throw new IOException(row.place() + ": false_alarm_rate is not between 0 and 1: " + rate);
        }
        return rate;
    }

    private static Path onlyCsv(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> csvs = files.filter(f -> f.toString().endsWith(".csv")).toList();
            if (csvs.size() != 1) {
                throw new IOException(folder + " holds " + csvs.size() + " CSV files; name the file to use");
            }
            return csvs.get(0);
        }
    }
}
