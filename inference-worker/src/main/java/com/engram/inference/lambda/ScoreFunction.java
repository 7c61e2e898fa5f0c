package com.engram.inference.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.engram.inference.djl.DeepHeatmapCalculator;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The handler of the Lambda function. The request is the JSON of the worker with an additional {@code "task"}, or {@code {"image":
 * base64}}; the response is the JSON of the worker, and for errors its problem document. Images are decoded in the process of the
 * function, because Lambda isolates calls and enforces the timeout. The constructor loads everything, so that a SnapStart snapshot
 * contains it.
 */
public final class ScoreFunction implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether the native library of PyTorch is on the class path; the archive of the function does not contain it. */
    private static final boolean PYTORCH = ScoreFunction.class.getResource("/native/lib/pytorch.properties") != null;

    private final InvocationHandler handler;

    /**
     * Loads the native libraries, the bundled model, if the build contains one, and the models at {@code ENGRAM_WORKER_MODELS}, such
     * as the mount of a file system. Models that are added there later are found when they are asked for.
     */
    public ScoreFunction() {
        // A Lambda function can only write to the temporary folder.
        System.setProperty("engram.natives", System.getProperty("java.io.tmpdir"));
        List<ImageAnalyser> bundled = MemorabilityModel.findBundled().stream()
                .map(ScoreFunction::analyser)
                .toList();
        String place = System.getenv("ENGRAM_WORKER_MODELS");
        this.handler = new InvocationHandler(
                place == null
                        ? new LoadedModels(bundled)
                        : new LoadedModels(bundled, Path.of(place), folder -> analyser(MemorabilityModel.load(folder))),
                1);
    }

    private static ImageAnalyser analyser(MemorabilityModel model) {
        return new ImageAnalyser(
                new OpenCvDecoder(DecodeLimits.DEFAULT),
                new Scorer(model, new OnnxEngine(model)),
                new DeepHeatmapCalculator(model));
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode request = JSON.readTree(in);
        try {
            InvocationHandler.Response response = respond(request);
            out.write(response.json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private InvocationHandler.Response respond(JsonNode request) throws IOException, InterruptedException {
        CustomAttributes.Task task;
        try {
            task = CustomAttributes.Task.named(request.path("task").asText("score"));
        } catch (CustomAttributes.UnknownTaskException e) {
            return InvocationHandler.unknownTask(e);
        }
        if (task == CustomAttributes.Task.HEATMAP && !PYTORCH) {
            return InvocationHandler.problem(
                    422,
                    "Unsupported task",
                    "unsupported_task",
                    "This function only scores. Deep heatmaps need a worker.");
        }
        CustomAttributes attributes = new CustomAttributes(task, false, Optional.empty());
        return request.hasNonNull("image")
                ? handler.handle(request.get("image").binaryValue(), false, attributes)
                : handler.handle(JSON.writeValueAsBytes(request), true, attributes);
    }
}
