package com.engram.analysis.backends.wire;

import com.engram.analysis.backends.Scorer.Order;
import com.engram.analysis.backends.Task;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** Writes an order as the engine reads it. */
public final class EngineRequest {

    /** The header that carries the task to an engine behind SageMaker's hosting contract. */
    public static final String TASK_HEADER = "X-Amzn-SageMaker-Custom-Attributes";

    private EngineRequest() {}

    /** The addresses, the model if one is asked for, and the task for engines that have no header. */
    public static String json(Order order) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("task", task(order))
                .add("imageUrl", order.image().toString());
        if (order.task() == Task.SCORE) {
            body.add("previewUrl", order.preview().toString());
            body.add("thumbnailUrl", order.thumbnail().toString());
        }
        order.model().ifPresent(model -> body.add("model", model));
        return body.build().toString();
    }

    /** The value of {@link #TASK_HEADER}. */
    public static String taskAttribute(Order order) {
        return "task=" + task(order)
                + order.model().map(model -> ",model=" + model).orElse("");
    }

    private static String task(Order order) {
        return order.task().name().toLowerCase(Locale.ROOT);
    }
}
