package com.engram.remote;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Option;

/** The format of results. */
final class OutputOption {

    /** A table for people, one JSON object a line, or CSV with a header. */
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json (one object a line), or csv. Default: table.")
    private Format format = Format.TABLE;

    /** Rows with these columns in the chosen format. */
    Rows rows(PrintStream out, List<String> columns) {
        return switch (format) {
            case TABLE -> new Rows.Table(out, columns);
            case JSON -> new Rows.JsonLines(out, columns);
            case CSV -> new Rows.Csv(out, columns);
        };
    }
}
