package com.engram.inference.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.engram.inference.heatmap.DeepMap;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.engram.inference.scoring.Analyser;
import com.engram.inference.scoring.Models;
import com.engram.inference.scoring.Scorer;
import com.engram.inference.serving.Attributes;
import com.engram.inference.serving.Invocations;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Takes the worker's JSON order with {@code "task"}, or {@code {"image": base64}}, and answers the worker's JSON; a refusal is
 * the same problem document, with its status inside. Decodes in its own process: Lambda gives each call a machine to itself
 * and ends it when it overstays. Everything is loaded by the constructor, so that a SnapStart snapshot holds it.
 */
public final class ScoreFunction implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether this build carries PyTorch's library; the function's zip does not. */
    private static final boolean PYTORCH = ScoreFunction.class.getResource("/native/lib/pytorch.properties") != null;

    private final Invocations invocations;

    public ScoreFunction() {
        // Only the temporary folder is writable in a function.
        System.setProperty("engram.natives", System.getProperty("java.io.tmpdir"));
        MemorabilityModel model = MemorabilityModel.bundled();
        Analyser analyser = new Analyser(
                new OpenCvDecoder(Limits.DEFAULT), new Scorer(model, new OnnxEngine(model)), new DeepMap(model));
        this.invocations = new Invocations(new Models(List.of(analyser)), 1);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode request = JSON.readTree(in);
        try {
            Invocations.Reply reply = reply(request);
            out.write(reply.json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private Invocations.Reply reply(JsonNode request) throws IOException, InterruptedException {
        boolean deepMap;
        try {
            deepMap = Attributes.isDeepMap(request.path("task").asText("score"));
        } catch (Attributes.UnknownTask e) {
            return Invocations.unknownTask(e);
        }
        if (deepMap && !PYTORCH) {
            return Invocations.problem(
                    422, "Not here", "unsupported_task", "This function scores only; the worker draws deep maps.");
        }
        Attributes wanted = new Attributes(deepMap, false, Optional.empty());
        return request.hasNonNull("image")
                ? invocations.handle(request.get("image").binaryValue(), false, wanted)
                : invocations.handle(JSON.writeValueAsBytes(request), true, wanted);
    }
}
