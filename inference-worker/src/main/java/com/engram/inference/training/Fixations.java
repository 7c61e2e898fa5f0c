package com.engram.inference.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads where people looked: a CSV with a header and the columns image, x and y, as fractions of width and height. */
public final class Fixations {
    private Fixations() {}

    /** The points of each picture; paths are relative to the CSV. */
    public static Map<Path, List<double[]>> read(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> columns = lines.isEmpty() ? List.of() : CsvLine.split(lines.get(0));
        int image = columns.indexOf("image");
        int x = columns.indexOf("x");
        int y = columns.indexOf("y");
        if (image < 0 || x < 0 || y < 0) {
            throw new IOException(csv + " needs the columns image, x and y");
        }
        Map<Path, List<double[]>> points = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = CsvLine.split(line);
            points.computeIfAbsent(csv.resolveSibling(cells.get(image)), key -> new ArrayList<>())
                    .add(new double[] {Double.parseDouble(cells.get(x)), Double.parseDouble(cells.get(y))});
        }
        return points;
    }
}
