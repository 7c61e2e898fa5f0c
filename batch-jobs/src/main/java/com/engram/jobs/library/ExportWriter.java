package com.engram.jobs.library;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chunk as one ZIP file: the originals, and {@code results.jsonl} with one line per image. The checkpoint is the
 * number of files, so a file that is written again has the same key.
 */
@Dependent
@Named
public class ExportWriter extends AbstractItemWriter {

    private final String export;
    private final ExportLibrary exportLibrary;
    private final ObjectStore store;

    private int files;

    @Inject
    ExportWriter(@BatchProperty(name = "export") String export, ExportLibrary exportLibrary, ObjectStore store) {
        this.export = export;
        this.exportLibrary = exportLibrary;
        this.store = store;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) {
        files = checkpoint == null ? 0 : (Integer) checkpoint;
    }

    @Override
    public Serializable checkpointInfo() {
        return files;
    }

    @Override
    public void writeItems(List<Object> images) throws IOException {
        UUID id = UUID.fromString(export);
        Path file = Files.createTempFile("export-", ".zip");
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
                write(
                        zip,
                        exportLibrary.listLines(
                                images.stream().map(UUID.class::cast).toList()));
            }
            store.put(ExportLibrary.key(id, files), "application/zip", file);
            files++;
            if (!exportLibrary.recordFileCount(id, files)) {
                // The account was erased while this file was written.
                store.delete(List.of(ExportLibrary.key(id, files - 1)));
            }
        } finally {
            Files.delete(file);
        }
    }

    private void write(ZipOutputStream zip, List<ExportLibrary.ExportLine> lines) throws IOException {
        // Image files are compressed already.
        zip.setLevel(0);
        for (ExportLibrary.ExportLine line : lines) {
            Optional<InputStream> original = store.read(ImageKeys.original(line.image()));
            if (original.isPresent()) {
                zip.putNextEntry(new ZipEntry("originals/" + name(line)));
                try (InputStream bytes = original.get()) {
                    bytes.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        zip.setLevel(9);
        zip.putNextEntry(new ZipEntry("results.jsonl"));
        for (ExportLibrary.ExportLine line : lines) {
            zip.write((json(line) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
    }

    private static String name(ExportLibrary.ExportLine line) {
        return line.image() + "-" + line.filename().replaceAll("[^\\p{L}\\p{N}._ -]", "_");
    }

    private static String json(ExportLibrary.ExportLine line) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("original", "originals/" + name(line))
                .add("filename", line.filename());
        line.score().ifPresent(score -> json.add("score", score));
        line.percentile().ifPresent(percentile -> json.add("percentile", percentile));
        line.model().ifPresent(model -> json.add("model", model));
        return json.build().toString();
    }
}
