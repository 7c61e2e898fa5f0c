package com.engram.inference.model.head;

import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A linear head: the unclipped score is the weighted sum of the pooled features plus a bias. Because pooling is a mean over cells,
 * the contribution of each cell to the score is exact.
 *
 * @param weights one per pooled feature
 * @param bias the score if all features are 0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LinearHead(float[] weights, double bias) implements Head {
    /** The name of the tensor of a model's linear head. */
    static final String TENSOR = "head";

    @Override
    public double score(float[] pooled) {
        double sum = bias;
        for (int i = 0; i < weights.length; i++) {
            sum += (double) weights[i] * pooled[i];
        }
        return sum;
    }

    @Override
    public LinearHead linearAt(float[] pooled) {
        return this;
    }

    @Override
    public Optional<Embedding> embed(float[] pooled) {
        return Optional.empty();
    }

    @Override
    public int embeddingLength() {
        return 0;
    }

    /**
     * The contribution of each cell of the first map, of which the score is the mean. The cells of finer maps are assigned to the
     * cells of the first that contain them.
     *
     * @param maps the feature maps that were pooled, in the order of the weights, the coarsest first
     * @return row by row
     */
    public float[] cells(List<FeatureMap> maps) {
        FeatureMap coarse = maps.get(0);
        float[] cells = new float[coarse.rows() * coarse.columns()];
        int offset = 0;
        for (FeatureMap map : maps) {
            float[] weighted = new float[map.rows() * map.columns()];
            for (int i = 0; i < map.channels(); i++) {
                float weight = weights[offset + i];
                int from = i * weighted.length;
                for (int c = 0; c < weighted.length; c++) {
                    weighted[c] += weight * map.values()[from + c];
                }
            }
            offset += map.channels();
            int fine = map.rows() / coarse.rows();
            for (int c = 0; c < weighted.length; c++) {
                int at = c / map.columns() / fine * coarse.columns() + c % map.columns() / fine;
                cells[at] += weighted[c] / (fine * fine);
            }
        }
        return cells;
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(toTensor(TENSOR));
    }

    /** The weights followed by the bias, as a tensor of that name. */
    public Tensor toTensor(String name) {
        float[] values = Arrays.copyOf(weights, weights.length + 1);
        values[weights.length] = (float) bias;
        return new Tensor(name, new long[] {values.length}, values);
    }

    /**
     * The head that is stored as a tensor of that name.
     *
     * @throws IllegalArgumentException if the weights contain no such tensor for that many features
     */
    public static LinearHead of(Weights weights, String name, int features) {
        float[] values = weights.values(name, features + 1L);
        return new LinearHead(Arrays.copyOf(values, features), values[features]);
    }
}
