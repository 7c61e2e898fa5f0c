package com.engram.inference.serving;

import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.Variant;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.StoredFeatures;
import com.engram.inference.scoring.Analysis;
import com.engram.inference.scoring.AnalysisOptions;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.scoring.Variants;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Handles invocations independently of the transport, which is HTTP or AWS Lambda. Safe for concurrent use. */
public final class InvocationHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bodies that are too large are drained up to this size. */
    private static final long MAX_DRAINED_BYTES = 4L * RequestMemory.MAX_FILE_BYTES;

    private static final byte[] PONG = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String MALFORMED = "The request is malformed";
    private static final String MALFORMED_REQUEST = "malformed_request";

    private final LoadedModels models;
    private final SignedUrlClient store = new SignedUrlClient();
    private final RequestMemory memory = new RequestMemory();
    private final Semaphore permits;
    private final Semaphore slowPermits;

    /**
     * A handler.
     *
     * @param cores the number of images that are decoded and scored concurrently; transfers are not limited by it
     */
    public InvocationHandler(LoadedModels models, int cores) {
        this.models = models;
        this.permits = new Semaphore(cores, true);
        this.slowPermits = new Semaphore(Math.max(1, cores - 1), true);
    }

    /**
     * A response.
     *
     * @param status the HTTP status
     * @param json the body
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Response(int status, byte[] json) {}

    /**
     * Reads and handles a request.
     *
     * @param body an image, or an {@link InvocationRequest}, {@link CompareRequest} or {@link VariantsRequest} in JSON
     * @param length of the body; negative if it is unknown
     * @param json whether the body is JSON
     * @throws IOException if the body cannot be read
     */
    Response handle(InputStream body, long length, boolean json, CustomAttributes attributes)
            throws IOException, InterruptedException {
        int largest = json ? RequestMemory.MAX_REQUEST_BYTES : RequestMemory.MAX_FILE_BYTES;
        try (RequestMemory.Reservation reservation = memory.reserve()) {
            byte[] bytes = new byte[0];
            if (length <= largest) {
                reservation.add(length < 0 && json ? largest : length);
                bytes = BodyReader.read(body, length, largest);
            }
            if (Math.max(length, bytes.length) > largest) {
                if (length <= MAX_DRAINED_BYTES) {
                    // The client may not read the response before it has sent the whole body.
                    body.transferTo(OutputStream.nullOutputStream());
                }
                return problem(413, "The body is too large", "image_too_large", null);
            }
            return handle(bytes, json, attributes, reservation);
        }
    }

    /**
     * Handles a request whose body is in memory.
     *
     * @param body an image, or an {@link InvocationRequest}, {@link CompareRequest} or {@link VariantsRequest} in JSON
     * @param json whether the body is JSON
     */
    public Response handle(byte[] body, boolean json, CustomAttributes attributes) throws InterruptedException {
        try (RequestMemory.Reservation reservation = memory.reserve()) {
            return handle(body, json, attributes, reservation);
        }
    }

    private Response handle(
            byte[] body, boolean json, CustomAttributes attributes, RequestMemory.Reservation reservation)
            throws InterruptedException {
        if (models.all().isEmpty()) {
            return noModel();
        }
        if (attributes.task() == CustomAttributes.Task.MODELS) {
            return modelCard();
        }
        try {
            return switch (attributes.task()) {
                case COMPARE -> compare(body, json, attributes);
                case VARIANTS -> variants(body, json, attributes, reservation);
                default -> analyse(body, json, attributes, reservation);
            };
        } catch (RejectedImageException e) {
            return new Response(422, bytes(Problem.of(e)));
        } catch (JsonProcessingException e) {
            return problem(400, MALFORMED, MALFORMED_REQUEST, "The body is not valid JSON of the expected form.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreException e) {
            return problem(424, "The image store failed", e.code, e.getMessage());
        }
    }

    private Response analyse(
            byte[] body, boolean json, CustomAttributes attributes, RequestMemory.Reservation reservation)
            throws IOException, StoreException, RejectedImageException, InterruptedException {
        InvocationRequest request = json ? JSON.readValue(body, InvocationRequest.class) : InvocationRequest.NONE;
        if (request == null || json && request.imageUrl() == null) {
            return problem(400, MALFORMED, MALFORMED_REQUEST, "The body has no imageUrl.");
        }
        String name = attributes.model().orElse(request.model());
        Optional<ImageAnalyser> found = models.find(name);
        if (found.isEmpty()) {
            return unknownModel(name);
        }
        ImageAnalyser analyser = found.get();
        byte[] file = json ? fetch(request.imageUrl(), reservation) : body;
        boolean derivatives = request.previewUrl() != null || request.thumbnailUrl() != null;
        Analysis analysis = analyse(
                analyser,
                file,
                new AnalysisOptions(
                        attributes.task() == CustomAttributes.Task.HEATMAP, attributes.fine(), derivatives));
        storeDerivatives(request, analysis);
        return new Response(
                200, bytes(ScoreResponse.of(analysis, analyser.scorer().model().manifest())));
    }

    private Response compare(byte[] body, boolean json, CustomAttributes attributes)
            throws IOException, StoreException, RejectedImageException, InterruptedException {
        CompareRequest request = json ? JSON.readValue(body, CompareRequest.class) : null;
        if (request == null || !request.isComplete()) {
            return problem(
                    400,
                    MALFORMED,
                    MALFORMED_REQUEST,
                    "A comparison needs JSON with 2 to " + CompareRequest.MAX_IMAGES
                            + " images, each with either an imageUrl or its features.");
        }
        String name = attributes.model().orElse(request.model());
        Optional<ImageAnalyser> found = models.find(name);
        if (found.isEmpty()) {
            return unknownModel(name);
        }
        MemorabilityModel model = found.get().scorer().model();
        if (!model.comparesImages()) {
            return problem(422, "Unsupported task", "unsupported_task", "This model cannot compare images.");
        }
        List<StoredFeatures> images = new ArrayList<>();
        for (CompareRequest.Image image : request.images()) {
            byte[] stored = image.features();
            Optional<StoredFeatures> features =
                    stored == null ? fetchAndCompute(found.get(), image.imageUrl()) : model.readFeatures(stored);
            if (features.isEmpty()) {
                return stored == null ? emptyImage() : foreignFeatures(model.manifest());
            }
            images.add(features.get());
        }
        return new Response(200, bytes(CompareResponse.of(images, model)));
    }

    private Response variants(
            byte[] body, boolean json, CustomAttributes attributes, RequestMemory.Reservation reservation)
            throws IOException, StoreException, RejectedImageException, InterruptedException {
        VariantsRequest request = json ? JSON.readValue(body, VariantsRequest.class) : null;
        if (request == null || !request.isComplete()) {
            return problem(
                    400,
                    MALFORMED,
                    MALFORMED_REQUEST,
                    "Variants need JSON with an imageUrl and 1 to " + DecodeRequest.MAX_VARIANTS
                            + " variants, of which at most " + VariantsRequest.MAX_FILES + " have a storeUrl.");
        }
        String name = attributes.model().orElse(request.model());
        Optional<ImageAnalyser> found = models.find(name);
        if (found.isEmpty()) {
            return unknownModel(name);
        }
        MemorabilityModel model = found.get().scorer().model();
        if (!model.comparesImages()) {
            return problem(422, "Unsupported task", "unsupported_task", "This model cannot compare images.");
        }
        List<Variant.Requested> requested;
        try {
            requested = request.parse();
        } catch (VariantsRequest.InvalidVariantException e) {
            return new Response(422, bytes(Problem.ofEdit(e.pointer(), e.detail())));
        }
        byte[] file = fetch(request.imageUrl(), reservation);
        Optional<Variants> scored = withSlowPermit(() -> found.get().variants(file, requested));
        if (scored.isEmpty()) {
            return emptyImage();
        }
        store(request.files(scored.get()));
        return new Response(200, bytes(VariantsResponse.of(scored.get(), model.manifest())));
    }

    /** The memory of each image is released before the next, so that requests with several images cannot block each other. */
    private Optional<StoredFeatures> fetchAndCompute(ImageAnalyser analyser, @Nullable String url)
            throws StoreException, RejectedImageException, InterruptedException {
        try (RequestMemory.Reservation reservation = memory.reserve()) {
            return analyse(analyser, fetch(url, reservation), AnalysisOptions.SCORE_ONLY)
                    .score()
                    .features();
        }
    }

    private static Response emptyImage() {
        return problem(422, "The image cannot be compared", "nothing_to_see", "An image shows nothing.");
    }

    private static Response foreignFeatures(Manifest manifest) {
        return problem(
                422,
                "The features cannot be used",
                "features_of_another_model",
                "The features are not of version " + manifest.version() + " of the model " + manifest.name() + ".");
    }

    private static Response unknownModel(@Nullable String name) {
        return problem(404, "Unknown model", "unknown_model", "The model " + name + " is not loaded.");
    }

    /** Whether the worker can score: status 200, or 503 without a model. */
    Response ping() {
        return models.all().isEmpty() ? noModel() : new Response(200, PONG);
    }

    private static Response noModel() {
        return problem(503, "The worker has no model", "no_model", LoadedModels.NO_MODEL);
    }

    /** The model cards of the models, with those that were added since the start. */
    public Response modelCard() {
        models.refresh();
        return new Response(200, bytes(ModelCards.of(models)));
    }

    private Analysis analyse(ImageAnalyser analyser, byte[] file, AnalysisOptions options)
            throws RejectedImageException, InterruptedException {
        if (!analyser.isSlow(file)) {
            return withPermit(() -> analyser.analyse(file, options));
        }
        return withSlowPermit(() -> analyser.analyse(file, options));
    }

    /** Work on images. */
    private interface Work<T> {
        T run() throws RejectedImageException, InterruptedException;
    }

    /** Slow work waits among itself, and leaves a core to the rest if there are several. */
    private <T> T withSlowPermit(Work<T> work) throws RejectedImageException, InterruptedException {
        slowPermits.acquire();
        try {
            return withPermit(work);
        } finally {
            slowPermits.release();
        }
    }

    private <T> T withPermit(Work<T> work) throws RejectedImageException, InterruptedException {
        permits.acquire();
        try {
            return work.run();
        } finally {
            permits.release();
        }
    }

    private byte[] fetch(@Nullable String url, RequestMemory.Reservation reservation)
            throws StoreException, InterruptedException, RejectedImageException {
        try {
            if (url == null) {
                throw new IOException("The request has no imageUrl");
            }
            return store.get(url, reservation);
        } catch (IOException e) {
            throw new StoreException("image_unavailable", e);
        }
    }

    private void storeDerivatives(InvocationRequest request, Analysis analysis)
            throws StoreException, InterruptedException {
        Map<String, byte[]> jpegs = new LinkedHashMap<>();
        if (request.previewUrl() != null && analysis.preview().isPresent()) {
            jpegs.put(request.previewUrl(), analysis.preview().get().jpeg());
        }
        if (request.thumbnailUrl() != null && analysis.thumbnail().isPresent()) {
            jpegs.put(request.thumbnailUrl(), analysis.thumbnail().get().jpeg());
        }
        store(jpegs);
    }

    private void store(Map<String, byte[]> jpegs) throws StoreException, InterruptedException {
        try {
            store.put(jpegs);
        } catch (IOException e) {
            throw new StoreException("derivative_not_stored", e);
        }
    }

    /** The response to an unknown task. */
    public static Response unknownTask(CustomAttributes.UnknownTaskException fault) {
        return problem(422, "Unsupported task", "unsupported_task", fault.getMessage());
    }

    /**
     * An error response.
     *
     * @param code the stable code
     * @param detail null if the title says everything
     */
    public static Response problem(int status, String title, String code, @Nullable String detail) {
        return new Response(status, bytes(Problem.of(status, title, code, detail == null ? title : detail)));
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class StoreException extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;

        StoreException(String code, IOException cause) {
            super(cause.getMessage(), cause);
            this.code = code;
        }
    }
}
