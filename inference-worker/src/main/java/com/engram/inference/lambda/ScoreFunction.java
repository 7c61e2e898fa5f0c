package com.engram.inference.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.engram.inference.heatmap.DeepMap;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.picture.Limits;
import com.engram.inference.picture.OpenCvDecoder;
import com.engram.inference.scoring.Analyser;
import com.engram.inference.scoring.Scorer;
import com.engram.inference.serving.Invocations;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes the worker's JSON order with {@code "task"}, or {@code {"image": base64}}, and answers the worker's JSON; a refusal is
 * the same problem document, with its status inside. Decodes in its own process: Lambda gives each call a machine to itself
 * and ends it when it overstays. Everything is loaded by the constructor, so that a SnapStart snapshot holds it.
 */
public final class ScoreFunction implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Invocations invocations;

    public ScoreFunction() {
        // Only the temporary folder is writable in a function.
        System.setProperty("engram.natives", System.getProperty("java.io.tmpdir"));
        MemorabilityModel model = MemorabilityModel.bundled();
        this.invocations = new Invocations(new Analyser(
                new OpenCvDecoder(Limits.DEFAULT), new Scorer(model, new OnnxEngine(model)), new DeepMap(model)));
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode request = JSON.readTree(in);
        boolean deep = request.path("task").asText().equals("heatmap");
        try {
            Invocations.Reply reply = request.hasNonNull("image")
                    ? invocations.handle(request.get("image").binaryValue(), false, deep)
                    : invocations.handle(JSON.writeValueAsBytes(request), true, deep);
            out.write(reply.json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
