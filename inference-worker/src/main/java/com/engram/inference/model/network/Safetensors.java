package com.engram.inference.model.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes the <a href="https://huggingface.co/docs/safetensors">safetensors</a> format with values of type F32. */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_HEADER_BYTES = 16 << 20;

    private Safetensors() {}

    /**
     * The tensors of a file by name, in the order of the file.
     *
     * @throws IOException if the file is damaged or has values of another type
     */
    public static Map<String, Tensor> read(byte[] file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 8) {
            throw new IOException("Not a safetensors file: " + file.length + " bytes");
        }
        long header = buffer.getLong();
        if (header < 2 || header > MAX_HEADER_BYTES || header > file.length - 8) {
            throw new IOException("Not a safetensors file: header of " + header + " bytes");
        }
        JsonNode entries = JSON.readTree(file, 8, (int) header);
        ByteBuffer data =
                buffer.slice(8 + (int) header, file.length - 8 - (int) header).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = entries.fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = i.next();
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data));
            }
        }
        return tensors;
    }

    private static Tensor tensor(String name, JsonNode entry, ByteBuffer data) throws IOException {
        if (!entry.path("dtype").asText().equals("F32")) {
            throw new IOException(name + ": only the type F32 is supported, not " + entry.path("dtype"));
        }
        long[] shape = new long[entry.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").get(i).asLong();
        }
        int from = entry.path("data_offsets").path(0).asInt(-1);
        int to = entry.path("data_offsets").path(1).asInt(-1);
        if (from < 0 || to < from || to > data.capacity() || to - from != 4 * Tensor.size(shape)) {
            throw new IOException(name + ": offsets " + from + " to " + to + " do not match the shape");
        }
        float[] values = new float[(to - from) / 4];
        data.slice(from, to - from)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(name, shape, values);
    }

    /** A file with those tensors, in their order. */
    public static byte[] write(Iterable<Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        int end = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F32");
            for (long side : tensor.shape()) {
                entry.withArray("shape").add(side);
            }
            entry.withArray("shape");
            entry.putArray("data_offsets").add(end).add(end + 4 * tensor.values().length);
            end += 4 * tensor.values().length;
        }
        byte[] json = padded(JSON.writeValueAsString(header));
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (Tensor tensor : tensors) {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + 4 * tensor.values().length);
        }
        return file.array();
    }

    /** Pads the header so that the data begins at a multiple of eight, for readers that map the file into memory. */
    private static byte[] padded(String json) {
        return (json + " ".repeat((8 - json.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    }
}
