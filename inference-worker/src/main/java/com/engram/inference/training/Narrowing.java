package com.engram.inference.training;

import com.engram.inference.model.FeatureMap;
import com.engram.inference.model.Network;
import com.engram.inference.model.Node;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Tensor;
import com.engram.inference.model.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.Pixels;
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

/**
 * Cuts a MobileNetV2 down to a narrower one. Between blocks nothing is squeezed, so what flows there is turned into the
 * directions in which it varies most, and only those are kept. Inside blocks the channels with the largest share in the block's
 * output are kept. Then, from the first layer to the last, each convolution of one pixel is fitted by least squares to what the
 * wide network makes of the same cells, given what the narrow one has made of them so far: so no error is handed on that a
 * later layer can mend. {@link Distillation} goes on from there.
 */
final class Narrowing {
    private static final double RIDGE = 1e-4;

    private final Network wide;
    private final Weights from;
    private final Network narrow;
    private final Preprocessing preprocessing;
    private final List<Pixels> pictures;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, Cells> seen = new LinkedHashMap<>();

    Narrowing(Network wide, Weights from, Network narrow, Preprocessing preprocessing, List<Pixels> pictures) {
        this.wide = wide;
        this.from = from;
        this.narrow = narrow;
        this.preprocessing = preprocessing;
        this.pictures = pictures;
    }

    /** The narrow network's weights. */
    Weights run(Progress progress) {
        for (Node.Convolve node : narrow.convolutions()) {
            put(node, new float[(int) Tensor.size(node.kernelShape())], new float[node.channels()]);
        }
        List<String> ends = IntStream.range(0, blocks()).mapToObj(this::end).toList();
        List<String> hidden = IntStream.range(0, blocks())
                .mapToObj(block -> "block" + block + ".depthwise")
                .toList();
        seen.putAll(
                look(wide, from, Stream.concat(ends.stream(), hidden.stream()).toList()));
        DMatrixRMaj directions = new DMatrixRMaj(0, 0);
        for (int block = 0; block < blocks(); block++) {
            directions = has("block" + block + ".sum") ? directions : directions(block);
            narrow(block, directions);
            progress.step("cutting", block + 1, blocks());
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

    /** The node that a block ends with. */
    private String end(int block) {
        String sum = "block" + block + ".sum";
        return has(sum) ? sum : "block" + block + ".project";
    }

    private Map<String, Cells> look(Network network, Weights weights, List<String> layers) {
        Map<String, Cells> looked = new LinkedHashMap<>();
        layers.forEach(layer -> looked.put(layer, new Cells(network.channels(List.of(layer)), pictures.size())));
        try (OnnxNetwork net = new OnnxNetwork(network, weights, layers, preprocessing, true)) {
            for (Pixels picture : pictures) {
                List<FeatureMap> maps = net.run(picture).maps();
                for (int i = 0; i < layers.size(); i++) {
                    Objects.requireNonNull(looked.get(layers.get(i))).add(maps.get(i));
                }
            }
        }
        return looked;
    }

    /** The directions kept from this block on to the last that is added to it. */
    private DMatrixRMaj directions(int block) {
        DMatrixRMaj spread = wide(end(block)).covariance();
        for (int next = block + 1; has("block" + next + ".sum"); next++) {
            CommonOps_DDRM.addEquals(spread, wide(end(next)).covariance());
        }
        return Directions.widest(spread, narrow.channels(List.of("block" + block + ".project")));
    }

    private void narrow(int block, DMatrixRMaj directions) {
        String name = "block" + block;
        int[] kept = kept(name);
        if (block == 0) {
            select("stem", kept);
        } else {
            expand(name + ".expand", block - 1, kept);
        }
        select(name + ".depthwise", kept);
        project(block, directions);
    }

    /** The hidden channels with the largest share in the block's output. */
    private int[] kept(String block) {
        Node.Convolve project = convolution(wide, block + ".project");
        double[] variances = wide(block + ".depthwise").variances();
        float[] kernel = from.kernel(project);
        double[] share = new double[variances.length];
        for (int i = 0; i < kernel.length; i++) {
            share[i % share.length] += (double) kernel[i] * kernel[i] * variances[i % share.length];
        }
        return IntStream.range(0, share.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -share[i]))
                .limit(narrow.channels(List.of(block + ".depthwise")))
                .sorted()
                .mapToInt(i -> i)
                .toArray();
    }

    /** Keeps some output channels of a convolution as they are. */
    private void select(String name, int[] kept) {
        Node.Convolve node = convolution(wide, name);
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

    /** Fits a convolution that reads what a block gave, to some outputs of the wide network's, before they are clipped. */
    private void expand(String name, int after, int[] kept) {
        Node.Convolve node = convolution(wide, name);
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
        fit(name, look(narrow, new Weights(tensors), List.of(end(after))).get(end(after)), wanted);
    }

    /** Fits a block's last convolution, so that what it adds brings the narrow network to where the wide one is. */
    private void project(int block, DMatrixRMaj directions) {
        DMatrixRMaj wanted = times(wide(end(block)).rows(), directions);
        String hidden = "block" + block + ".depthwise";
        boolean adds = has("block" + block + ".sum");
        List<String> layers = adds ? List.of(hidden, end(block - 1)) : List.of(hidden);
        Map<String, Cells> looked = look(narrow, new Weights(tensors), layers);
        if (adds) {
            CommonOps_DDRM.subtractEquals(
                    wanted, Objects.requireNonNull(looked.get(end(block - 1))).rows());
        }
        fit("block" + block + ".project", looked.get(hidden), wanted);
    }

    /** Least squares with a constant. */
    private void fit(String name, @org.jspecify.annotations.Nullable Cells cells, DMatrixRMaj wanted) {
        Cells given = Objects.requireNonNull(cells);
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
            throw new ArithmeticException("The channels before " + name + " are too much alike");
        }
        float[] kernel = new float[inputs * wanted.numCols];
        float[] bias = new float[wanted.numCols];
        double[] mean = given.mean();
        double[] wantedMean = Cells.mean(wanted);
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

    private void put(Node.Convolve node, float[] kernel, float[] bias) {
        Tensor weight = new Tensor(Weights.kernelName(node.name()), node.kernelShape(), kernel);
        Tensor constant = new Tensor(Weights.biasName(node.name()), new long[] {node.channels()}, bias);
        Arrays.asList(weight, constant).forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    private Cells wide(String layer) {
        return Objects.requireNonNull(seen.get(layer));
    }

    private static Node.Convolve convolution(Network network, String name) {
        return (Node.Convolve) network.nodes().get(network.indexOf(name));
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }
}
