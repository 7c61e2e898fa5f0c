package com.engram.campaigns;

import com.engram.campaigns.CampaignProblem.Kind;
import com.engram.csv.CsvFile;
import com.engram.csv.CsvNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A CSV file with results of a campaign, as an advertising platform exports it: one line for each image. The names of the images stand
 * in the column with a heading such as {@code image} or {@code ad name}, otherwise in the first one. Each other column that is mostly
 * numbers is a metric; columns of text and dates are left out.
 */
public final class CampaignFile {

    /** The largest file, in bytes. */
    public static final int MAX_BYTES = 2 << 20;

    private static final Set<String> IMAGE_HEADINGS = Set.of(
            "image",
            "image name",
            "file",
            "file name",
            "filename",
            "name",
            "ad",
            "ad name",
            "creative",
            "creative name",
            "immagine",
            "nome immagine",
            "nome file",
            "nome",
            "inserzione",
            "nome inserzione",
            "creatività");

    private CampaignFile() {}

    /** The results in a file, or why it has none. */
    public sealed interface Result {}

    /** The file was read. */
    public record Read(CampaignResults results) implements Result {}

    /** The file cannot be used. */
    public record Invalid(CampaignProblem problem) implements Result {}

    /** Reads a file. */
    public static Result read(byte[] bytes) {
        CsvFile.Result result = CsvFile.read(bytes, MAX_BYTES);
        return result instanceof CsvFile.Unreadable unreadable
                ? invalid(Kind.of(unreadable.reason()), unreadable.line(), "")
                : read((CsvFile.Rows) result);
    }

    private static Result read(CsvFile.Rows csv) {
        List<String> header = csv.rows().get(0).cells();
        List<CsvFile.Row> rows = csv.rows().subList(1, csv.rows().size());
        if (rows.isEmpty()) {
            return invalid(Kind.NO_LINES, 0, "");
        }
        int image = imageColumn(header);
        List<Integer> columns = IntStream.range(0, header.size())
                .filter(column -> column != image && isMetric(rows, column, csv.hasDecimalComma()))
                .boxed()
                .toList();
        if (columns.isEmpty()) {
            return invalid(Kind.NO_METRIC, 1, "");
        }
        List<CampaignResults.Line> lines = rows.stream()
                .filter(row -> !cell(row, image).isEmpty())
                .map(row -> new CampaignResults.Line(
                        row.line(), cell(row, image), values(row, columns, csv.hasDecimalComma())))
                .toList();
        return new Read(new CampaignResults(columns.stream().map(header::get).toList(), lines));
    }

    private static int imageColumn(List<String> header) {
        return IntStream.range(0, header.size())
                .filter(column -> IMAGE_HEADINGS.contains(header.get(column).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(0);
    }

    /** Whether more of the cells that are not empty are numbers than are not. */
    private static boolean isMetric(List<CsvFile.Row> rows, int column, boolean decimalComma) {
        int numbers = 0;
        int others = 0;
        for (CsvFile.Row row : rows) {
            String cell = cell(row, column);
            if (CsvNumber.parseFormatted(cell, decimalComma).isPresent()) {
                numbers++;
            } else if (!cell.isEmpty()) {
                others++;
            }
        }
        return numbers > others;
    }

    private static List<Optional<Double>> values(CsvFile.Row row, List<Integer> columns, boolean decimalComma) {
        List<Optional<Double>> values = new ArrayList<>();
        for (int column : columns) {
            values.add(CsvNumber.parseFormatted(cell(row, column), decimalComma));
        }
        return values;
    }

    private static String cell(CsvFile.Row row, int column) {
        return column < row.cells().size() ? row.cells().get(column) : "";
    }

    private static Invalid invalid(Kind kind, int line, String detail) {
        return new Invalid(new CampaignProblem(kind, line, detail));
    }
}
