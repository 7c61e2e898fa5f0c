package com.engram.web.reports;

import com.engram.web.downloads.AttachmentHeader;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.downloads.Xlsx;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;

/** A table as a response that the browser saves as a file and no cache keeps. */
public final class TableDownload {

    private TableDownload() {}

    /** The table as a CSV file that is safe to open in a spreadsheet. */
    public static Response csv(ReportTable table, CsvFormat format) {
        StreamingOutput file = out -> {
            Csv.Table csv = Csv.table(out, format, table.columns().toArray(new String[0]));
            for (@Nullable Object[] row : table.rows()) {
                csv.row(row);
            }
            csv.end();
        };
        return response(file, "text/csv;charset=UTF-8", table.name(), ".csv");
    }

    /** The table as a workbook of Excel. */
    public static Response xlsx(ReportTable table) {
        StreamingOutput file = out -> Xlsx.write(out, "Engram", table.columns(), table.rows());
        return response(file, Xlsx.TYPE, table.name(), ".xlsx");
    }

    private static Response response(StreamingOutput file, String type, String name, String ending) {
        return Response.ok(file, type)
                .header("Content-Disposition", AttachmentHeader.named(name + ending, ending))
                .header("Cache-Control", "no-store")
                .build();
    }
}
