package com.engram.inference.model.head;

import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * The last step: the unclipped score is the weighted sum of the pooled features, plus a bias. Since pooling is a mean over
 * cells, each cell's share of the score is exact, which is what the decomposition shows.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LinearHead(float[] weights, double bias) implements Head {
    /** The name of the weights among a model's tensors; the bias is their last value. */
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
    public LinearHead at(float[] pooled) {
        return this;
    }

    /**
     * What each cell of the first map adds to the score before the mean over its cells is taken. The cells of finer maps lie in
     * those of the first.
     *
     * @param maps the feature maps that were pooled, in the order of the weights; the first is the coarsest
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
        return List.of(tensor(TENSOR));
    }

    /** The weights, and the bias as their last value. */
    public Tensor tensor(String name) {
        float[] values = Arrays.copyOf(weights, weights.length + 1);
        values[weights.length] = (float) bias;
        return new Tensor(name, new long[] {values.length}, values);
    }

    public static LinearHead of(Weights weights, String name, int features) {
        float[] values = weights.values(name, features + 1L);
        return new LinearHead(Arrays.copyOf(values, features), values[features]);
    }
}
