package com.engram.inference.serving;

import com.engram.inference.picture.RejectedPicture;
import com.engram.inference.scoring.Analyser;
import com.engram.inference.scoring.Analysis;
import com.engram.inference.scoring.Models;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers one invocation, whatever carried it here. */
public final class Invocations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Models models;
    private final SignedUrls store = new SignedUrls();

    public Invocations(Models models) {
        this.models = models;
    }

    /** An answer: its status, its type, its JSON. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Reply(int status, byte[] json) {}

    /** Handles a body that is a picture, or a {@link WorkOrder} in JSON. */
    public Reply handle(byte[] body, boolean json, Attributes wanted) throws InterruptedException {
        try {
            WorkOrder order = json ? JSON.readValue(body, WorkOrder.class) : WorkOrder.NONE;
            String name = wanted.model().orElse(order.model());
            Optional<Analyser> found = models.find(name);
            if (found.isEmpty()) {
                return problem(404, "No such model", "unknown_model", "No model " + name + " is loaded here.");
            }
            Analyser analyser = found.get();
            byte[] file = json ? fetched(order.imageUrl()) : body;
            boolean derivatives = order.previewUrl() != null || order.thumbnailUrl() != null;
            Analysis analysis = analyser.analyse(file, new Analyser.Wish(wanted.deepMap(), wanted.fine(), derivatives));
            if (order.previewUrl() != null && analysis.preview().isPresent()) {
                stored(order.previewUrl(), analysis.preview().get().jpeg());
            }
            if (order.thumbnailUrl() != null && analysis.thumbnail().isPresent()) {
                stored(order.thumbnailUrl(), analysis.thumbnail().get().jpeg());
            }
            return new Reply(
                    200,
                    bytes(ScoredAnswer.of(analysis, analyser.scorer().model().manifest())));
        } catch (RejectedPicture e) {
            return problem(422, "The image cannot be scored", e.reason().code(), e.getMessage());
        } catch (JsonProcessingException e) {
            return problem(
                    400, "The request is not understood", "malformed_request", "The body is not the JSON expected.");
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

    private byte[] fetched(@Nullable String url) throws StoreFailure, InterruptedException {
        try {
            if (url == null) {
                throw new IOException("No imageUrl was given");
            }
            return store.get(url);
        } catch (IOException e) {
            throw new StoreFailure("image_unavailable", e);
        }
    }

    private void stored(String url, byte[] jpeg) throws StoreFailure, InterruptedException {
        try {
            store.put(url, jpeg);
        } catch (IOException e) {
            throw new StoreFailure("derivative_not_stored", e);
        }
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
