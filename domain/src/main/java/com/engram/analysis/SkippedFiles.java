package com.engram.analysis;

import com.engram.database.Database;
import com.engram.language.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what a batch left out, so that its page can show it at any time. */
@ApplicationScoped
@Transactional
public class SkippedFiles {

    /** The largest number of files that are kept by name. */
    static final int MAX_NAMED = 200;

    private final Database database;

    @Inject
    SkippedFiles(Database database) {
        this.database = database;
    }

    /**
     * A file that is not in the batch.
     *
     * @param reason for people
     */
    public record SkippedFile(String name, Message reason) {}

    /**
     * What a batch left out.
     *
     * @param files the first of the files that could not become images
     * @param count how many files these are in total
     * @param beyondPlan how many images did not fit into what the plan had left
     */
    public record Skipped(List<SkippedFile> files, int count, int beyondPlan) {

        static final Skipped NOTHING = new Skipped(List.of(), 0, 0);
    }

    private record Row(@Nullable String files, int beyondPlan) {}

    /** Records what a new batch left out. */
    public void record(UUID batch, List<SkippedFile> files, int beyondPlan) {
        if (files.isEmpty() && beyondPlan == 0) {
            return;
        }
        database.sql("update batch set skipped_files = cast(:files as jsonb), beyond_plan = :beyond where id = :batch")
                .bind("files", json(files))
                .bind("beyond", beyondPlan)
                .bind("batch", batch)
                .update();
    }

    /** What a batch left out; nothing if there is no such batch. */
    public Skipped find(UUID batch) {
        Optional<Row> row = database.sql(
                        "select cast(skipped_files as text) as files, beyond_plan from batch where id = :batch")
                .bind("batch", batch)
                .find(Row.class);
        return row.map(SkippedFiles::read).orElse(Skipped.NOTHING);
    }

    private static String json(List<SkippedFile> files) {
        JsonArrayBuilder named = Json.createArrayBuilder();
        files.stream()
                .limit(MAX_NAMED)
                .forEach(file -> named.add(json(file.reason()).add("name", file.name())));
        return Json.createObjectBuilder()
                .add("count", files.size())
                .add("files", named)
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(Message message) {
        JsonArrayBuilder arguments = Json.createArrayBuilder();
        for (Object argument : message.arguments()) {
            if (argument instanceof Message inner) {
                arguments.add(json(inner));
            } else if (argument instanceof Number number) {
                arguments.add(new BigDecimal(number.toString()));
            } else {
                arguments.add(argument.toString());
            }
        }
        return Json.createObjectBuilder().add("key", message.key()).add("arguments", arguments);
    }

    /** Earlier versions recorded an English sentence. */
    private static Message readReason(JsonObject file) {
        return file.containsKey("key")
                ? readMessage(file)
                : Message.of("skipped.as_recorded", file.getString("reason", ""));
    }

    private static Message readMessage(JsonObject message) {
        return new Message(
                message.getString("key"),
                message.getJsonArray("arguments").stream()
                        .map(SkippedFiles::readArgument)
                        .toList());
    }

    private static Object readArgument(JsonValue argument) {
        return switch (argument.getValueType()) {
            case OBJECT -> readMessage(argument.asJsonObject());
            case NUMBER -> ((JsonNumber) argument).bigDecimalValue();
            case STRING -> ((JsonString) argument).getString();
            default -> argument.toString();
        };
    }

    private static Skipped read(Row row) {
        if (row.files() == null) {
            return new Skipped(List.of(), 0, row.beyondPlan());
        }
        JsonObject json = Json.createReader(new StringReader(row.files())).readObject();
        List<SkippedFile> files = json.getJsonArray("files").getValuesAs(JsonObject.class).stream()
                .map(file -> new SkippedFile(file.getString("name"), readReason(file)))
                .toList();
        return new Skipped(files, json.getInt("count"), row.beyondPlan());
    }
}
