package com.engram.inference.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.engram.inference.djl.DeepMap;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.scoring.Scorer;
import com.engram.inference.serving.CustomAttributes;
import com.engram.inference.serving.InvocationHandler;
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

    private final InvocationHandler invocations;

    public ScoreFunction() {
        // Only the temporary folder is writable in a function.
        System.setProperty("engram.natives", System.getProperty("java.io.tmpdir"));
        MemorabilityModel model = MemorabilityModel.bundled();
        ImageAnalyser analyser = new ImageAnalyser(
                new OpenCvDecoder(DecodeLimits.DEFAULT), new Scorer(model, new OnnxEngine(model)), new DeepMap(model));
        this.invocations = new InvocationHandler(new LoadedModels(List.of(analyser)), 1);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode request = JSON.readTree(in);
        try {
            InvocationHandler.Reply reply = reply(request);
            out.write(reply.json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private InvocationHandler.Reply reply(JsonNode request) throws IOException, InterruptedException {
        boolean deepMap;
        try {
            deepMap = CustomAttributes.isDeepMap(request.path("task").asText("score"));
        } catch (CustomAttributes.UnknownTask e) {
            return InvocationHandler.unknownTask(e);
        }
        if (deepMap && !PYTORCH) {
            return InvocationHandler.problem(
                    422, "Not here", "unsupported_task", "This function scores only; the worker draws deep maps.");
        }
        CustomAttributes wanted = new CustomAttributes(deepMap, false, Optional.empty());
        return request.hasNonNull("image")
                ? invocations.handle(request.get("image").binaryValue(), false, wanted)
                : invocations.handle(JSON.writeValueAsBytes(request), true, wanted);
    }
}
