package com.engram.portal.exports;

import com.engram.tenancy.TupleRows;
import com.engram.web.PublicId;
import com.engram.web.downloads.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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
        "finishedAt"
    };
    private static final int PAGE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /** Writes all analyses as CSV that is safe to open in a spreadsheet. */
    public void csv(OutputStream out) throws IOException {
        csv(out, null);
    }

    /** Writes the analyses of one batch as CSV; null for all analyses. */
    public void csv(OutputStream out, @Nullable UUID batch) throws IOException {
        Csv.Table table = Csv.to(out, COLUMNS);
        for (List<Tuple> page = page(FIRST, batch); !page.isEmpty(); page = page(last(page), batch)) {
            for (Tuple row : page) {
                table.row(cells(row));
            }
        }
        table.end();
    }

    /** Writes all analyses as a JSON array of objects. */
    void json(OutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.createGenerator(bytes)) {
            json.writeStartArray();
            for (List<Tuple> page = page(FIRST, null); !page.isEmpty(); page = page(last(page), null)) {
                page.forEach(row -> write(json, cells(row)));
                json.flush();
                bytes.writeTo(out);
                bytes.reset();
            }
            json.writeEnd();
        }
        bytes.writeTo(out);
    }

    private List<Tuple> page(UUID after, @Nullable UUID batch) {
        return TupleRows.of(entities.createNativeQuery("""
                                select a.id, a.image_id, i.filename, a.state, a.score, a.interval_low, a.interval_high,
                                  a.percentile, a.model_name, a.model_version, a.problem_code, a.created_at, a.finished_at
                                from analysis a join image i on i.id = a.image_id
                                where a.id > :after and (cast(:batch as uuid) is null or a.batch_id = :batch) order by a.id
                                """, Tuple.class)
                        .setParameter("after", after)
                        .setParameter("batch", batch)
                        .setMaxResults(PAGE))
                .toList();
    }

    private static UUID last(List<Tuple> page) {
        return page.get(page.size() - 1).get(0, UUID.class);
    }

    private static @Nullable Object[] cells(Tuple row) {
        // A copy: the row itself is read again for the place where the next page begins.
        @Nullable Object[] cells = row.toArray().clone();
        cells[0] = PublicId.ANALYSIS.of(row.get(0, UUID.class));
        cells[1] = PublicId.IMAGE.of(row.get(1, UUID.class));
        cells[3] = row.get(3, String.class).toLowerCase(java.util.Locale.ROOT);
        return cells;
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
