package com.engram.inference.model;

import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.network.MobileNetV2;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A model, which is stored as a folder or as class path resources: {@code model.json}, {@code weights.safetensors} and {@code
 * card.json}.
 */
public final class MemorabilityModel {
    private static final String MANIFEST = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String CARD = "card.json";
    private static final String DRAWN = "drawn";
    private static final String BUNDLED = "/com/engram/inference/models/engram/";
    private static final int VERSION_DIGITS = 12;
    private static final int CHUNK = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Manifest manifest;
    private final Network network;
    private final Weights weights;
    private final Head head;
    private final LinearHead drawn;
    private final JsonNode card;

    /** Computed in the background, because it takes as long as several scores, and the network is loaded meanwhile. */
    private final CompletableFuture<Optional<Posterior>> posterior;

    /**
     * A model.
     *
     * @param card data, figures and limits of the training, as {@code GET /model-card} returns them
     * @throws IllegalArgumentException if the weights do not match the manifest
     */
    public MemorabilityModel(Manifest manifest, Weights weights, JsonNode card) {
        this.card = card;
        this.manifest = manifest;
        this.network = MobileNetV2.named(manifest.architecture());
        this.weights = weights;
        int features = network.channels(manifest.layers());
        this.head = Head.of(weights, features);
        this.posterior = CompletableFuture.supplyAsync(() -> Posterior.of(head));
        // Older models have no detector of drawn pages.
        this.drawn = weights.has(DRAWN)
                ? LinearHead.of(weights, DRAWN, features)
                : new LinearHead(new float[features], Double.NEGATIVE_INFINITY);
    }

    /** The model that is bundled with the engine; empty in a build without weights. */
    public static Optional<MemorabilityModel> findBundled() {
        return MemorabilityModel.class.getResource(BUNDLED + WEIGHTS) == null
                ? Optional.empty()
                : Optional.of(bundled());
    }

    /**
     * The model that is bundled with the engine.
     *
     * @throws IllegalStateException in a build without weights
     */
    public static MemorabilityModel bundled() {
        // In parallel with the first use of Jackson, which takes as long.
        CompletableFuture<byte[]> weights = CompletableFuture.supplyAsync(() -> resource(WEIGHTS));
        try {
            Manifest manifest = JSON.readValue(resource(MANIFEST), Manifest.class);
            JsonNode card = JSON.readTree(resource(CARD));
            return new MemorabilityModel(manifest, new Weights(Safetensors.read(weights.join())), card);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the bundled model", e);
        }
    }

    /**
     * The folders of the models at a place: the place itself if it is the folder of a model, as SageMaker unpacks an artifact,
     * and otherwise the folders of models in it, by name.
     *
     * @throws IOException if the place cannot be read
     */
    public static List<Path> listFolders(Path place) throws IOException {
        if (Files.exists(place.resolve(MANIFEST))) {
            return List.of(place);
        }
        try (Stream<Path> folders = Files.list(place)) {
            return folders.filter(folder -> Files.exists(folder.resolve(MANIFEST)))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads a model from a folder.
     *
     * @throws IOException if a file is missing or invalid
     */
    public static MemorabilityModel load(Path folder) throws IOException {
        Path card = folder.resolve(CARD);
        return new MemorabilityModel(
                JSON.readValue(Files.readAllBytes(folder.resolve(MANIFEST)), Manifest.class),
                new Weights(Safetensors.read(Files.readAllBytes(folder.resolve(WEIGHTS)))),
                JSON.readTree(Files.exists(card) ? Files.readAllBytes(card) : "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] resource(String name) {
        URL url = MemorabilityModel.class.getResource(BUNDLED + name);
        if (url == null) {
            throw new IllegalStateException("No " + BUNDLED + name + " on the class path");
        }
        try {
            URLConnection connection = url.openConnection();
            try (InputStream in = connection.getInputStream()) {
                // In chunks, because the JVM allocates native memory of the size of a read, and allocating eleven
                // megabytes
                // takes three times as long as filling them.
                byte[] bytes = new byte[connection.getContentLength()];
                for (int at = 0; at < bytes.length; ) {
                    int chunk = Math.min(CHUNK, bytes.length - at);
                    if (in.readNBytes(bytes, at, chunk) < chunk) {
                        throw new EOFException(name);
                    }
                    at += chunk;
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the bundled model", e);
        }
    }

    /** Writes the model to a folder, which is created if necessary. */
    public void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(WEIGHTS), Safetensors.write(weights.tensors()));
        Files.write(folder.resolve(MANIFEST), JSON.writeValueAsBytes(manifest));
        Files.write(folder.resolve(CARD), JSON.writeValueAsBytes(card));
    }

    /**
     * Combines the weights of a network, its head and its detector of drawn pages.
     *
     * @param drawn see {@link #drawn}
     */
    public static Weights combine(Weights body, Head head, LinearHead drawn) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        body.tensors().stream()
                .filter(t -> !t.name().startsWith("head") && !t.name().equals(DRAWN))
                .forEach(t -> tensors.put(t.name(), t));
        head.tensors().forEach(t -> tensors.put(t.name(), t));
        tensors.put(DRAWN, drawn.toTensor(DRAWN));
        return new Weights(tensors);
    }

    /** The version of a model: the first twelve hexadecimal digits of the hash of its weights and its preprocessing. */
    public static String version(Weights weights, Preprocessing preprocessing) throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        digest.update(Safetensors.write(weights.tensors()));
        digest.update(preprocessing.toString().getBytes(StandardCharsets.UTF_8));
        return Hex.encodeHexString(digest.digest()).substring(0, VERSION_DIGITS);
    }

    /** Data, figures and limits of the training; an empty object if they are unknown. */
    public JsonNode card() {
        return card;
    }

    /** The manifest, {@code model.json}. */
    public Manifest manifest() {
        return manifest;
    }

    /** The network without its head. */
    public Network network() {
        return network;
    }

    /** The weights of the network, the head and the detector of drawn pages. */
    public Weights weights() {
        return weights;
    }

    /** The head, which computes the score from the pooled features. */
    public Head head() {
        return head;
    }

    /** Whether the model can compare images; older models and models with a linear head cannot. */
    public boolean comparesImages() {
        return head.embeddingLength() > 0 && posterior().isPresent();
    }

    /**
     * What the model keeps of an image with these pooled features, in order to compare it later; empty if it cannot compare images.
     */
    public Optional<StoredFeatures> features(float[] pooled) {
        return posterior()
                .flatMap(known -> head.embed(pooled))
                .map(embedding -> new StoredFeatures(manifest.version(), embedding));
    }

    /**
     * Reads features that {@link StoredFeatures#toBytes} wrote.
     *
     * @return empty if they are of another version of the model, or no features
     */
    public Optional<StoredFeatures> readFeatures(byte[] bytes) {
        try {
            return comparesImages() && StoredFeatures.areOf(bytes, manifest.version(), head.embeddingLength())
                    ? Optional.of(StoredFeatures.read(bytes, manifest.version()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The unclipped score of an image with those features. */
    public double score(StoredFeatures features) {
        return knownPosterior().score(features.embedding());
    }

    /** The interval that contains the true hit rate of an image with a probability of 90 %. */
    public Interval interval(StoredFeatures features) {
        return knownPosterior().interval(features.embedding());
    }

    /** Which of two images is the more memorable. */
    public Comparison compare(StoredFeatures first, StoredFeatures second) {
        return knownPosterior().compare(first.embedding(), second.embedding());
    }

    private Posterior knownPosterior() {
        return posterior().orElseThrow(() -> new IllegalStateException("This model cannot compare images"));
    }

    private Optional<Posterior> posterior() {
        return posterior.join();
    }

    /** How much an image with these pooled features resembles a drawn page: about 0 for training images, about 1 for pages. */
    public double drawn(float[] pooled) {
        return drawn.score(pooled);
    }
}
