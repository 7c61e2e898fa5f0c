package com.engram.inference.training.network;

import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Node;
import com.engram.inference.model.network.Safetensors;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the weights that fine-tuning starts from: a safetensors file, or a folder of NumPy files {@code conv_<i>_weight.npy}
 * and {@code conv_<i>_bias.npy}, numbered in the order of the network's convolutions.
 */
public final class InitialWeights {
    private static final Pattern FILE = Pattern.compile("conv_(\\d+)_weight\\.npy");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    private InitialWeights() {}

    /**
     * Reads weights for a network.
     *
     * @throws IOException if the files cannot be read, or are too few for the network
     */
    public static Weights read(Path fileOrFolder, Network network) throws IOException {
        return Files.isDirectory(fileOrFolder)
                ? numpy(fileOrFolder, network)
                : new Weights(Safetensors.read(Files.readAllBytes(fileOrFolder)));
    }

    private static Weights numpy(Path folder, Network network) throws IOException {
        Iterator<Integer> numbers = numbers(folder).iterator();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node.Convolution node : network.convolutions()) {
            if (!numbers.hasNext()) {
                throw new IOException(folder + " has too few layers for " + network.architecture());
            }
            String file = "conv_" + numbers.next();
            put(tensors, tensor(folder.resolve(file + "_weight.npy"), Weights.kernelName(node.name())));
            put(tensors, tensor(folder.resolve(file + "_bias.npy"), Weights.biasName(node.name())));
        }
        return new Weights(tensors);
    }

    private static void put(Map<String, Tensor> tensors, Tensor tensor) {
        tensors.put(tensor.name(), tensor);
    }

    private static List<Integer> numbers(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> FILE.matcher(String.valueOf(f.getFileName())))
                    .filter(Matcher::matches)
                    .map(m -> Integer.valueOf(m.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** Reads NumPy's format, version 1: magic bytes, the length of a text header, the header, the values. */
    private static Tensor tensor(Path file, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.getShort(8) & 0xFFFF;
        String header = new String(bytes.array(), 10, length, StandardCharsets.ISO_8859_1);
        Matcher shape = SHAPE.matcher(header);
        if (!header.contains("'<f4'") || header.contains("'fortran_order': True") || !shape.find()) {
            throw new IOException(file + ": only 32-bit little-endian floats in row-major order are supported");
        }
        long[] dimensions = Pattern.compile("\\d+")
                .matcher(shape.group(1))
                .results()
                .mapToLong(m -> Long.parseLong(m.group()))
                .toArray();
        float[] values = new float[(int) Tensor.size(dimensions)];
        bytes.position(10 + length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(name, dimensions, values);
    }
}
