package com.engram.analysis.backends.wire;

import com.engram.analysis.backends.ScoreRequest;
import com.engram.analysis.backends.Task;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** Writes requests in the engine's format. */
public final class EngineRequest {

    /** The header with the task for an engine that follows SageMaker's hosting contract. */
    public static final String TASK_HEADER = "X-Amzn-SageMaker-Custom-Attributes";

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

    /** The value of {@link #TASK_HEADER}. */
    public static String taskAttribute(ScoreRequest request) {
        return "task=" + request.task().code()
                + request.model().map(model -> ",model=" + model).orElse("");
    }
}
