package com.engram.analysis.scorers.wire;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.ComparisonRequest.ByFeatures;
import com.engram.analysis.scorers.ComparisonRequest.ByUrl;
import com.engram.analysis.scorers.ComparisonRequest.Input;
import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.VariantsRequest;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** Writes requests in the engine's format. */
public final class EngineRequest {

    /** The header with the task for an engine that follows SageMaker's hosting contract. */
    public static final String TASK_HEADER = "X-Amzn-SageMaker-Custom-Attributes";

    private static final String COMPARE = "compare";
    private static final String VARIANTS = "variants";

    /** The body of a request for the list of models, with the task for engines that get no header. */
    public static final String MODELS_JSON = "{\"task\":\"models\"}";

    /** The value of {@link #TASK_HEADER} for the list of models. */
    public static final String MODELS_ATTRIBUTE = "task=models";

    private EngineRequest() {}

    /** The body: the URLs, the model if one is requested, and the task for engines that get no header. */
    public static String toJson(ScoreRequest request) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("task", request.task().code())
                .add("imageUrl", request.image().toString());
        if (request.task() == Task.SCORE) {
            body.add("previewUrl", request.preview().toString());
            body.add("thumbnailUrl", request.thumbnail().toString());
        }
        request.model().ifPresent(model -> body.add("model", model));
        return body.build().toString();
    }

    /** The body of a comparison: the images, the model if one is requested, and the task for engines that get no header. */
    public static String toJson(ComparisonRequest request) {
        JsonArrayBuilder images = Json.createArrayBuilder();
        for (Input input : request.images()) {
            JsonObjectBuilder image = Json.createObjectBuilder();
            if (input instanceof ByFeatures known) {
                image.add("features", known.features().base64());
            } else if (input instanceof ByUrl read) {
                image.add("imageUrl", read.url().toString());
            }
            images.add(image);
        }
        JsonObjectBuilder body = Json.createObjectBuilder().add("task", COMPARE).add("images", images);
        request.model().ifPresent(model -> body.add("model", model));
        return body.build().toString();
    }

    /** The body of a request for variants: the image, the edits, the model if one is requested, and the task. */
    public static String toJson(VariantsRequest request) {
        JsonArrayBuilder variants = Json.createArrayBuilder();
        for (int i = 0; i < request.edits().size(); i++) {
            JsonObjectBuilder variant = Json.createObjectBuilder()
                    .add("edit", toJson(request.edits().get(i)));
            if (i == 0) {
                request.file().ifPresent(file -> variant.add("storeUrl", file.toString()));
            }
            variants.add(variant);
        }
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("task", VARIANTS)
                .add("imageUrl", request.image().toString())
                .add("variants", variants);
        request.model().ifPresent(model -> body.add("model", model));
        return body.build().toString();
    }

    private static JsonObjectBuilder toJson(Edit edit) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("kind", edit.kind().code());
        edit.rect()
                .ifPresent(rect -> json.add(
                        "rect",
                        Json.createObjectBuilder()
                                .add("x", rect.x())
                                .add("y", rect.y())
                                .add("width", rect.width())
                                .add("height", rect.height())));
        edit.amount().ifPresent(amount -> json.add(edit.kind().amountField(), amount));
        return json;
    }

    /** The value of {@link #TASK_HEADER} for variants. */
    public static String taskAttribute(VariantsRequest request) {
        return attribute(VARIANTS, request.model());
    }

    /** The value of {@link #TASK_HEADER}. */
    public static String taskAttribute(ScoreRequest request) {
        return attribute(request.task().code(), request.model());
    }

    /** The value of {@link #TASK_HEADER} for a comparison. */
    public static String taskAttribute(ComparisonRequest request) {
        return attribute(COMPARE, request.model());
    }

    private static String attribute(String task, Optional<String> model) {
        return "task=" + task + model.map(name -> ",model=" + name).orElse("");
    }
}
