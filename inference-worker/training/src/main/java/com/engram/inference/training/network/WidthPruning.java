package com.engram.inference.training.network;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Node;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.progress.ProgressListener;
import com.engram.inference.training.statistics.PrincipalComponents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * Structured pruning: makes a narrower MobileNetV2 out of a wide one. The outputs of blocks are linear, so they are projected
 * onto their principal components, and the largest are kept. Inside blocks, the channels that contribute most to the block's
 * output are kept. Then, from the first layer to the last, every 1x1 convolution is fitted by least squares to the output of the
 * wide network at the same cells, given the outputs of the narrow network so far, so that later layers correct the errors of
 * earlier ones. {@link Distillation} trains the result further.
 */
public final class WidthPruning {
    private static final double RIDGE = 1e-4;

    private final Network wide;
    private final Weights from;
    private final Network narrow;
    private final Preprocessing preprocessing;
    private final List<Pixels> images;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, CellSamples> samples = new LinkedHashMap<>();

    /**
     * Prepares the pruning.
     *
     * @param from the weights of the wide network
     * @param images the sample on which the outputs of layers are compared
     */
    public WidthPruning(Network wide, Weights from, Network narrow, Preprocessing preprocessing, List<Pixels> images) {
        this.wide = wide;
        this.from = from;
        this.narrow = narrow;
        this.preprocessing = preprocessing;
        this.images = images;
    }

    /** Prunes the network and returns the weights of the narrow one. */
    public Weights run(ProgressListener progress) {
        for (Node.Convolution node : narrow.convolutions()) {
            put(node, new float[(int) Tensor.size(node.kernelShape())], new float[node.channels()]);
        }
        List<String> ends = IntStream.range(0, blocks()).mapToObj(this::end).toList();
        List<String> hidden = IntStream.range(0, blocks())
                .mapToObj(block -> "block" + block + ".depthwise")
                .toList();
        samples.putAll(
                sample(wide, from, Stream.concat(ends.stream(), hidden.stream()).toList()));
        DMatrixRMaj components = new DMatrixRMaj(0, 0);
        for (int block = 0; block < blocks(); block++) {
            components = has("block" + block + ".sum") ? components : components(block);
            narrow(block, components);
            progress.step("pruning", block + 1, blocks());
        }
        expand(
                "top",
                blocks() - 1,
                IntStream.range(0, narrow.features().channels()).toArray());
        return new Weights(tensors);
    }

    private int blocks() {
        return (int) wide.nodes().stream()
                .filter(node -> node.name().endsWith(".project"))
                .count();
    }

    private boolean has(String name) {
        return wide.nodes().stream().anyMatch(node -> node.name().equals(name));
    }

    /** The name of the last node of a block. */
    private String end(int block) {
        String sum = "block" + block + ".sum";
        return has(sum) ? sum : "block" + block + ".project";
    }

    private Map<String, CellSamples> sample(Network network, Weights weights, List<String> layers) {
        Map<String, CellSamples> sampled = new LinkedHashMap<>();
        layers.forEach(layer -> sampled.put(layer, new CellSamples(network.channels(List.of(layer)), images.size())));
        try (OnnxNetwork net = new OnnxNetwork(network, weights, layers, preprocessing, true)) {
            for (Pixels image : images) {
                List<FeatureMap> maps = net.run(image).maps();
                for (int i = 0; i < layers.size(); i++) {
                    Objects.requireNonNull(sampled.get(layers.get(i))).add(maps.get(i));
                }
            }
        }
        return sampled;
    }

    /** The principal components of this block and of the following blocks that add to its output. */
    private DMatrixRMaj components(int block) {
        DMatrixRMaj covariance = wide(end(block)).covariance();
        for (int next = block + 1; has("block" + next + ".sum"); next++) {
            CommonOps_DDRM.addEquals(covariance, wide(end(next)).covariance());
        }
        return PrincipalComponents.ofCovariance(covariance, narrow.channels(List.of("block" + block + ".project")));
    }

    private void narrow(int block, DMatrixRMaj components) {
        String name = "block" + block;
        int[] kept = kept(name);
        if (block == 0) {
            select("stem", kept);
        } else {
            expand(name + ".expand", block - 1, kept);
        }
        select(name + ".depthwise", kept);
        project(block, components);
    }

    /** The hidden channels that contribute most to the variance of the block's output. */
    private int[] kept(String block) {
        Node.Convolution project = convolution(wide, block + ".project");
        double[] variances = wide(block + ".depthwise").variances();
        float[] kernel = from.kernel(project);
        double[] contribution = new double[variances.length];
        for (int i = 0; i < kernel.length; i++) {
            contribution[i % contribution.length] +=
                    (double) kernel[i] * kernel[i] * variances[i % contribution.length];
        }
        return IntStream.range(0, contribution.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -contribution[i]))
                .limit(narrow.channels(List.of(block + ".depthwise")))
                .sorted()
                .mapToInt(i -> i)
                .toArray();
    }

    /** Copies the kept output channels of a convolution. */
    private void select(String name, int[] kept) {
        Node.Convolution node = convolution(wide, name);
        float[] kernel = from.kernel(node);
        int size = kernel.length / node.channels();
        float[] selected = new float[kept.length * size];
        float[] bias = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(kernel, kept[i] * size, selected, i * size, size);
            bias[i] = from.bias(node)[kept[i]];
        }
        put(convolution(narrow, name), selected, bias);
    }

    /** Fits the convolution after a block to the kept outputs of the wide network, before the activation. */
    private void expand(String name, int after, int[] kept) {
        Node.Convolution node = convolution(wide, name);
        float[] kernel = from.kernel(node);
        float[] bias = from.bias(node);
        int inputs = node.inputChannels();
        DMatrixRMaj rows = new DMatrixRMaj(inputs, kept.length);
        for (int r = 0; r < kept.length; r++) {
            for (int c = 0; c < inputs; c++) {
                rows.set(c, r, kernel[kept[r] * inputs + c]);
            }
        }
        DMatrixRMaj wanted = times(wide(end(after)).rows(), rows);
        for (int i = 0; i < wanted.data.length; i++) {
            wanted.data[i] += bias[kept[i % kept.length]];
        }
        fit(name, sample(narrow, new Weights(tensors), List.of(end(after))).get(end(after)), wanted);
    }

    /** Fits the last convolution of a block to the projected output of the wide network. */
    private void project(int block, DMatrixRMaj components) {
        DMatrixRMaj wanted = times(wide(end(block)).rows(), components);
        String hidden = "block" + block + ".depthwise";
        boolean adds = has("block" + block + ".sum");
        List<String> layers = adds ? List.of(hidden, end(block - 1)) : List.of(hidden);
        Map<String, CellSamples> sampled = sample(narrow, new Weights(tensors), layers);
        if (adds) {
            CommonOps_DDRM.subtractEquals(
                    wanted, Objects.requireNonNull(sampled.get(end(block - 1))).rows());
        }
        fit("block" + block + ".project", sampled.get(hidden), wanted);
    }

    /** Fits a 1x1 convolution to the wanted outputs by least squares with a bias. */
    private void fit(String name, @Nullable CellSamples inputSamples, DMatrixRMaj wanted) {
        CellSamples given = Objects.requireNonNull(inputSamples);
        DMatrixRMaj normal = given.covariance();
        int inputs = normal.numRows;
        double ridge = RIDGE * CommonOps_DDRM.trace(normal) / inputs + 1e-9;
        for (int i = 0; i < inputs; i++) {
            normal.add(i, i, ridge);
        }
        DMatrixRMaj centred = given.centred();
        DMatrixRMaj products = new DMatrixRMaj(inputs, wanted.numCols);
        CommonOps_DDRM.multTransA(1.0 / centred.numRows, centred, wanted, products);
        DMatrixRMaj solved = new DMatrixRMaj(inputs, wanted.numCols);
        if (!CommonOps_DDRM.solve(normal, products, solved)) {
            throw new ArithmeticException("The inputs of " + name + " are linearly dependent");
        }
        float[] kernel = new float[inputs * wanted.numCols];
        float[] bias = new float[wanted.numCols];
        double[] mean = given.mean();
        double[] wantedMean = CellSamples.mean(wanted);
        for (int o = 0; o < wanted.numCols; o++) {
            double constant = wantedMean[o];
            for (int i = 0; i < inputs; i++) {
                kernel[o * inputs + i] = (float) solved.get(i, o);
                constant -= solved.get(i, o) * mean[i];
            }
            bias[o] = (float) constant;
        }
        put(convolution(narrow, name), kernel, bias);
    }

    private void put(Node.Convolution node, float[] kernel, float[] bias) {
        Tensor weight = new Tensor(Weights.kernelName(node.name()), node.kernelShape(), kernel);
        Tensor constant = new Tensor(Weights.biasName(node.name()), new long[] {node.channels()}, bias);
        Arrays.asList(weight, constant).forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    private CellSamples wide(String layer) {
        return Objects.requireNonNull(samples.get(layer));
    }

    private static Node.Convolution convolution(Network network, String name) {
        return (Node.Convolution) network.nodes().get(network.indexOf(name));
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }
}
