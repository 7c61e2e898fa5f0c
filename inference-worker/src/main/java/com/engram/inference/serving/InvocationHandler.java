package com.engram.inference.serving;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.scoring.Analysis;
import com.engram.inference.scoring.AnalysisOptions;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Answers one invocation, whatever carried it here. */
public final class InvocationHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How much of a body that is too large is read to its end. */
    private static final long FARTHEST = 4L * RequestMemory.LARGEST_FILE;

    private static final String NOT_UNDERSTOOD = "The request is not understood";

    private final LoadedModels models;
    private final SignedUrlClient store = new SignedUrlClient();
    private final RequestMemory room = new RequestMemory();
    private final Semaphore turns;

    /** As many images are decoded and scored at once as there are {@code cores}; reading and writing them needs no turn. */
    public InvocationHandler(LoadedModels models, int cores) {
        this.models = models;
        this.turns = new Semaphore(cores, true);
    }

    /** An answer: its status, its type, its JSON. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Reply(int status, byte[] json) {}

    /**
     * Handles a body that is an image, or a {@link InvocationRequest} in JSON.
     *
     * @param length of the body; below zero if it is not known
     */
    Reply handle(InputStream body, long length, boolean json, CustomAttributes wanted)
            throws IOException, InterruptedException {
        int largest = json ? RequestMemory.LARGEST_ORDER : RequestMemory.LARGEST_FILE;
        try (RequestMemory.Share share = room.share()) {
            byte[] bytes = new byte[0];
            if (length <= largest) {
                share.take(length < 0 && json ? largest : length);
                bytes = BodyReader.read(body, length, largest);
            }
            if (Math.max(length, bytes.length) > largest) {
                if (length <= FARTHEST) {
                    // To its end, or the sender would not hear the answer for its own sending.
                    body.transferTo(OutputStream.nullOutputStream());
                }
                return problem(413, "The body is too large", "image_too_large", null);
            }
            return handle(bytes, json, wanted, share);
        }
    }

    /** Handles a body that was read already. */
    public Reply handle(byte[] body, boolean json, CustomAttributes wanted) throws InterruptedException {
        try (RequestMemory.Share share = room.share()) {
            return handle(body, json, wanted, share);
        }
    }

    private Reply handle(byte[] body, boolean json, CustomAttributes wanted, RequestMemory.Share share)
            throws InterruptedException {
        try {
            InvocationRequest order = json ? JSON.readValue(body, InvocationRequest.class) : InvocationRequest.NONE;
            if (order == null || json && order.imageUrl() == null) {
                return problem(400, NOT_UNDERSTOOD, "malformed_request", "The body names no imageUrl.");
            }
            String name = wanted.model().orElse(order.model());
            Optional<ImageAnalyser> found = models.find(name);
            if (found.isEmpty()) {
                return problem(404, "No such model", "unknown_model", "No model " + name + " is loaded here.");
            }
            ImageAnalyser analyser = found.get();
            byte[] file = json ? fetched(order.imageUrl(), share) : body;
            boolean derivatives = order.previewUrl() != null || order.thumbnailUrl() != null;
            Analysis analysis =
                    analysed(analyser, file, new AnalysisOptions(wanted.deepMap(), wanted.fine(), derivatives));
            stored(order, analysis);
            return new Reply(
                    200,
                    bytes(ScoreResponse.of(analysis, analyser.scorer().model().manifest())));
        } catch (RejectedImageException e) {
            return problem(422, "The image cannot be scored", e.reason().code(), e.getMessage());
        } catch (JsonProcessingException e) {
            return problem(400, NOT_UNDERSTOOD, "malformed_request", "The body is not the JSON expected.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreFailure e) {
            return problem(424, "The image store failed", e.code, e.getMessage());
        }
    }

    /** What is known of the loaded models. */
    public Reply modelCard() {
        return new Reply(200, bytes(ModelCards.of(models)));
    }

    private Analysis analysed(ImageAnalyser analyser, byte[] file, AnalysisOptions options)
            throws RejectedImageException, InterruptedException {
        turns.acquire();
        try {
            return analyser.analyse(file, options);
        } finally {
            turns.release();
        }
    }

    private byte[] fetched(@Nullable String url, RequestMemory.Share share)
            throws StoreFailure, InterruptedException, RejectedImageException {
        try {
            if (url == null) {
                throw new IOException("No imageUrl was given");
            }
            return store.get(url, share);
        } catch (IOException e) {
            throw new StoreFailure("image_unavailable", e);
        }
    }

    private void stored(InvocationRequest order, Analysis analysis) throws StoreFailure, InterruptedException {
        Map<String, byte[]> jpegs = new LinkedHashMap<>();
        if (order.previewUrl() != null && analysis.preview().isPresent()) {
            jpegs.put(order.previewUrl(), analysis.preview().get().jpeg());
        }
        if (order.thumbnailUrl() != null && analysis.thumbnail().isPresent()) {
            jpegs.put(order.thumbnailUrl(), analysis.thumbnail().get().jpeg());
        }
        try {
            store.put(jpegs);
        } catch (IOException e) {
            throw new StoreFailure("derivative_not_stored", e);
        }
    }

    /** The refusal of a task that is not done here. */
    public static Reply unknownTask(CustomAttributes.UnknownTask fault) {
        return problem(422, "Not here", "unsupported_task", fault.getMessage());
    }

    /** A refusal. */
    public static Reply problem(int status, String title, String code, @Nullable String detail) {
        return new Reply(status, bytes(Problem.of(status, title, code, detail == null ? title : detail)));
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class StoreFailure extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;

        StoreFailure(String code, IOException cause) {
            super(cause.getMessage(), cause);
            this.code = code;
        }
    }
}
