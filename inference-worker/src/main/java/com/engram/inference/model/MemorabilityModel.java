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
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A model as it is kept: a folder, or a place on the class path, with {@code model.json} and {@code weights.safetensors}. */
public final class MemorabilityModel {
    private static final String MANIFEST = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String CARD = "card.json";
    private static final String DRAWN = "drawn";
    private static final String BUNDLED = "/com/engram/inference/models/engram/";
    private static final int PIECE = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Manifest manifest;
    private final Network network;
    private final Weights weights;
    private final Head head;
    private final LinearHead drawn;
    private final JsonNode card;

    /**
     * A model.
     *
     * @param card what its training found, in the form that {@code GET /model-card} shows
     */
    public MemorabilityModel(Manifest manifest, Weights weights, JsonNode card) {
        this.card = card;
        this.manifest = manifest;
        this.network = MobileNetV2.named(manifest.architecture());
        this.weights = weights;
        int features = network.channels(manifest.layers());
        this.head = Head.of(weights, features);
        // Models of before this was learnt take nothing for drawn.
        this.drawn = weights.has(DRAWN)
                ? LinearHead.of(weights, DRAWN, features)
                : new LinearHead(new float[features], Double.NEGATIVE_INFINITY);
    }

    /** The model that comes with the engine. */
    public static MemorabilityModel bundled() {
        // Beside the first use of Jackson, which takes as long.
        CompletableFuture<byte[]> weights = CompletableFuture.supplyAsync(() -> resource(WEIGHTS));
        try {
            Manifest manifest = JSON.readValue(resource(MANIFEST), Manifest.class);
            JsonNode card = JSON.readTree(resource(CARD));
            return new MemorabilityModel(manifest, new Weights(Safetensors.read(weights.join())), card);
        } catch (IOException e) {
            throw new IllegalStateException("The bundled model is unreadable", e);
        }
    }

    /** The model in a folder. */
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
                // Piece by piece into one array of the right length: Java reads by way of native memory as long as the
                // piece, and
                // eleven megabytes of that take three times as long to come by as to fill.
                byte[] bytes = new byte[connection.getContentLength()];
                for (int at = 0; at < bytes.length; ) {
                    int piece = Math.min(PIECE, bytes.length - at);
                    if (in.readNBytes(bytes, at, piece) < piece) {
                        throw new EOFException(name);
                    }
                    at += piece;
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled model is unreadable", e);
        }
    }

    /** Writes the model into a folder, which is made. */
    public void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(WEIGHTS), Safetensors.write(weights.tensors()));
        Files.write(folder.resolve(MANIFEST), JSON.writeValueAsBytes(manifest));
        Files.write(folder.resolve(CARD), JSON.writeValueAsBytes(card));
    }

    /**
     * A body and what reads it, as one set of weights.
     *
     * @param drawn see {@link #drawn}
     */
    public static Weights combine(Weights body, Head head, LinearHead drawn) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        body.tensors().stream()
                .filter(t -> !t.name().startsWith("head") && !t.name().equals(DRAWN))
                .forEach(t -> tensors.put(t.name(), t));
        head.tensors().forEach(t -> tensors.put(t.name(), t));
        tensors.put(DRAWN, drawn.tensor(DRAWN));
        return new Weights(tensors);
    }

    /** The version of weights under a preprocessing: twelve hexadecimal digits. */
    public static String version(Weights weights, Preprocessing preprocessing) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Safetensors.write(weights.tensors()));
            digest.update(preprocessing.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What its training found; an empty object where that was not kept. */
    public JsonNode card() {
        return card;
    }

    public Manifest manifest() {
        return manifest;
    }

    public Network network() {
        return network;
    }

    public Weights weights() {
        return weights;
    }

    public Head head() {
        return head;
    }

    /** How much an image of these pooled features looks drawn: about 0 for those that were learnt from, about 1 for pages. */
    public double drawn(float[] pooled) {
        return drawn.score(pooled);
    }
}
