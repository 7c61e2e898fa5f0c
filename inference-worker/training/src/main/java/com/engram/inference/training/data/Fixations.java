package com.engram.inference.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads eye fixations from a CSV file with the columns image, x and y, where x and y are fractions of width and height. */
public final class Fixations {
    private Fixations() {}

    /**
     * The fixated points {x, y} of each image. Image paths are relative to the CSV file.
     *
     * @throws IOException if the file cannot be read or a row is invalid
     */
    public static Map<Path, List<double[]>> read(Path csv) throws IOException {
        Map<Path, List<double[]>> points = new LinkedHashMap<>();
        for (CsvTable.Row row : CsvTable.read(csv, "image", "x", "y").rows()) {
            points.computeIfAbsent(row.file("image"), key -> new ArrayList<>())
                    .add(new double[] {row.number("x"), row.number("y")});
        }
        return points;
    }
}
