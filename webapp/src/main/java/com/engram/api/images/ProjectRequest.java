package com.engram.api.images;

import com.engram.library.BenchmarkId;
import com.engram.library.ProjectDetails;
import com.engram.web.PublicBenchmarkId;
import com.engram.web.PublicId;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client wants a project to be. Fields that are absent stay as they are, and null clears a field. */
@Schema(description = "A project. In a PATCH, fields that are absent stay as they are, and null clears a field.")
record ProjectRequest(
        @Schema(example = "Spring", minLength = 1, maxLength = 100) @Nullable String name,

        @Schema(
                nullable = true,
                maxLength = ProjectDetails.MAX_BRIEF_LENGTH,
                example = "Six banners for the spring sale")
        @Nullable String brief,

        @Schema(nullable = true, minimum = "0", maximum = "100", example = "70") @Nullable Double threshold,

        @Schema(nullable = true, example = "photographs") @Nullable String benchmark,

        @Schema(nullable = true, example = "img_0195c2d1a0b37c1e9f00a1b2c3d4e5f6") @Nullable String cover,

        @Schema(hidden = true) Set<String> sent) {

    private static final Set<String> FIELDS = Set.of("name", "brief", "threshold", "benchmark", "cover");

    /** Fields of a response, which a client may send back as it has read them. */
    private static final Set<String> ONLY_READ = Set.of("id", "images", "scored", "averageScore", "createdAt");

    /**
     * Reads the fields that a client has sent. Fields that only a response has are ignored.
     *
     * @throws ProblemException a 400 that names the first field that is unknown or of a wrong type
     */
    static ProjectRequest read(JsonObject json) throws ProblemException {
        for (String field : json.keySet()) {
            if (!FIELDS.contains(field) && !ONLY_READ.contains(field)) {
                throw problem(field, "A project has no field of this name.");
            }
        }
        return new ProjectRequest(
                text(json, "name"),
                text(json, "brief"),
                number(json, "threshold"),
                text(json, "benchmark"),
                text(json, "cover"),
                Set.copyOf(json.keySet().stream().filter(FIELDS::contains).toList()));
    }

    /**
     * The details that the request makes of a project's.
     *
     * @param self the project, which {@code "benchmark": "project"} means; empty for a new one
     * @throws ProblemException a 400 for a name that is null or a benchmark that is none, a 404 for an id that cannot exist
     */
    ProjectDetails change(ProjectDetails details, Optional<UUID> self) throws ProblemException {
        ProjectDetails changed = details;
        if (sent.contains("name")) {
            if (name == null) {
                throw problem("name", "A project has a name.");
            }
            changed = changed.withName(name);
        }
        if (sent.contains("brief")) {
            changed = changed.withBrief(Optional.ofNullable(brief));
        }
        if (sent.contains("threshold")) {
            changed = changed.withThreshold(Optional.ofNullable(threshold));
        }
        if (sent.contains("benchmark")) {
            changed = changed.withBenchmark(readBenchmark(self));
        }
        if (sent.contains("cover")) {
            changed = changed.withCover(readCover());
        }
        return changed;
    }

    private BenchmarkId readBenchmark(Optional<UUID> self) throws ProblemException {
        if (benchmark == null) {
            return BenchmarkId.PHOTOGRAPHS;
        }
        return Optional.of(benchmark)
                .filter("project"::equals)
                .flatMap(text -> self)
                .map(BenchmarkId::ofProject)
                .or(() -> PublicBenchmarkId.parse(benchmark))
                .orElseThrow(() -> problem(
                        "benchmark", "benchmark is photographs, library, project, or the id of a project or a tag."));
    }

    private Optional<UUID> readCover() throws ProblemException {
        Optional<UUID> image = PublicId.IMAGE.parse(cover);
        if (cover != null && image.isEmpty()) {
            throw problem("cover", "cover is the id of an image.");
        }
        return image;
    }

    private static @Nullable String text(JsonObject json, String field) throws ProblemException {
        JsonValue value = json.get(field);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw problem(field, field + " is a text.");
    }

    private static @Nullable Double number(JsonObject json, String field) throws ProblemException {
        JsonValue value = json.get(field);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            return number.doubleValue();
        }
        throw problem(field, field + " is a number.");
    }

    private static ProblemException problem(String field, String detail) {
        return new ProblemException(
                Problem.of(400, "bad_request", detail)
                        .withErrors(List.of(FieldProblem.inBody("/" + Json.encodePointer(field), detail))),
                null);
    }
}
