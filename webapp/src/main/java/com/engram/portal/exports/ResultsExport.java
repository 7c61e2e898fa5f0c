package com.engram.portal.exports;

import com.engram.analysis.AnalysisState;
import com.engram.areas.Areas;
import com.engram.database.Database;
import com.engram.web.PublicId;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.downloads.Xlsx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exports every analysis of the current tenant with its image and score: a read-only projection over images and
 * analyses.
 */
@ApplicationScoped
@Transactional
public class ResultsExport {

    private static final String[] COLUMNS = {
        "analysisId",
        "imageId",
        "filename",
        "status",
        "score",
        "intervalLow",
        "intervalHigh",
        "percentile",
        "modelName",
        "modelVersion",
        "problem",
        "createdAt",
        "finishedAt",
        "brandShare"
    };
    private static final int PAGE_SIZE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    @Inject
    private Database database;

    @Inject
    private Areas areas;

    private record Row(
            UUID id,
            UUID imageId,
            String filename,
            AnalysisState state,
            @Nullable Float score,
            @Nullable Float intervalLow,
            @Nullable Float intervalHigh,
            @Nullable Float percentile,
            @Nullable String modelName,
            @Nullable String modelVersion,
            @Nullable String problemCode,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        /** In the order of {@link #COLUMNS}. */
        @Nullable Object[] cells(Map<UUID, Double> brandShares) {
            return new @Nullable Object[] {
                PublicId.ANALYSIS.of(id),
                PublicId.IMAGE.of(imageId),
                filename,
                state.name().toLowerCase(Locale.ROOT),
                score,
                intervalLow,
                intervalHigh,
                percentile,
                modelName,
                modelVersion,
                problemCode,
                createdAt,
                finishedAt,
                brandShares.get(id)
            };
        }
    }

    /** Writes all analyses as CSV that is safe to open in a spreadsheet. */
    public void csv(OutputStream out) throws IOException {
        csv(out, CsvFormat.COMMA, null);
    }

    /** Writes the analyses of one batch as CSV; null for all analyses. */
    public void csv(OutputStream out, CsvFormat format, @Nullable UUID batch) throws IOException {
        Csv.Table table = Csv.table(out, format, COLUMNS);
        for (List<Row> page = page(FIRST, batch); !page.isEmpty(); page = page(last(page), batch)) {
            Map<UUID, Double> shares = brandShares(page);
            for (Row row : page) {
                table.row(row.cells(shares));
            }
        }
        table.end();
    }

    /** Writes the current analyses of those images as CSV. */
    public void csvOfImages(OutputStream out, CsvFormat format, List<UUID> images) throws IOException {
        Csv.Table table = Csv.table(out, format, COLUMNS);
        List<Row> rows = rowsOf(images);
        Map<UUID, Double> shares = brandShares(rows);
        for (Row row : rows) {
            table.row(row.cells(shares));
        }
        table.end();
    }

    /** Writes the current analyses of those images as a workbook of Excel. */
    public void xlsxOfImages(OutputStream out, List<UUID> images) throws IOException {
        List<Row> rows = rowsOf(images);
        Map<UUID, Double> shares = brandShares(rows);
        Xlsx.write(
                out,
                "Engram",
                List.of(COLUMNS),
                rows.stream().map(row -> row.cells(shares)).toList());
    }

    private List<Row> rowsOf(List<UUID> images) {
        return database.sql("""
            select a.id, a.image_id, i.filename, a.state, a.score, a.interval_low, a.interval_high,
              a.percentile, a.model_name, a.model_version, a.problem_code, a.created_at, a.finished_at
            from image_result r join analysis a on a.id = r.analysis_id join image i on i.id = r.image_id
            where r.tenant_id = current_tenant() and r.image_id = any(:images) order by r.image_id
            """).bind("images", images).list(Row.class);
    }

    /** Writes all analyses as a JSON array of objects. */
    void json(OutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.createGenerator(bytes)) {
            json.writeStartArray();
            for (List<Row> page = page(FIRST, null); !page.isEmpty(); page = page(last(page), null)) {
                Map<UUID, Double> shares = brandShares(page);
                page.forEach(row -> write(json, row.cells(shares)));
                json.flush();
                bytes.writeTo(out);
                bytes.reset();
            }
            json.writeEnd();
        }
        bytes.writeTo(out);
    }

    private Map<UUID, Double> brandShares(List<Row> rows) {
        return areas.findBrandShares(rows.stream().map(Row::id).toList());
    }

    private List<Row> page(UUID after, @Nullable UUID batch) {
        return database.sql("""
            select a.id, a.image_id, i.filename, a.state, a.score, a.interval_low, a.interval_high,
              a.percentile, a.model_name, a.model_version, a.problem_code, a.created_at, a.finished_at
            from analysis a join image i on i.id = a.image_id
            where a.id > :after and (cast(:batch as uuid) is null or a.batch_id = cast(:batch as uuid))
            order by a.id limit :limit
            """)
                .bind("after", after)
                .bind("batch", batch)
                .bind("limit", PAGE_SIZE)
                .list(Row.class);
    }

    private static UUID last(List<Row> page) {
        return page.get(page.size() - 1).id();
    }

    private static void write(JsonGenerator json, @Nullable Object[] cells) {
        json.writeStartObject();
        for (int column = 0; column < COLUMNS.length; column++) {
            Object cell = cells[column];
            if (cell == null) {
                json.writeNull(COLUMNS[column]);
            } else if (cell instanceof Number number) {
                json.write(COLUMNS[column], number.doubleValue());
            } else {
                json.write(COLUMNS[column], cell.toString());
            }
        }
        json.writeEnd();
    }
}
