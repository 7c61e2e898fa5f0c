package com.engram.documents;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of figures below docs/data: each line has a name, a number, and where it comes from. */
final class DataFile {
    private final String name;
    private final List<List<String>> lines;

    private DataFile(String name, List<List<String>> lines) {
        this.name = name;
        this.lines = lines;
    }

    static DataFile read(String name) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/data").resolve(name))) {
            lines.add(cells(line));
        }
        return new DataFile(name, lines);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char character : line.toCharArray()) {
            if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    List<String> header() {
        return lines.get(0);
    }

    List<List<String>> rows() {
        return lines.subList(1, lines.size());
    }

    /** The numbers by their names. */
    Map<String, BigDecimal> numbers() {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        rows().forEach(row -> numbers.put(row.get(0), new BigDecimal(row.get(1))));
        return numbers;
    }

    double get(String number) {
        BigDecimal found = numbers().get(number);
        if (found == null) {
            throw new IllegalArgumentException(name + " has no " + number);
        }
        return found.doubleValue();
    }
}
