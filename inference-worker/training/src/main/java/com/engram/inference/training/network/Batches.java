package com.engram.inference.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.training.data.TrainingExample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Groups images of equal size into batches, because a batch is one array. */
final class Batches {
    private Batches() {}

    /** The examples in random order, in batches of at most {@code size} whose plain pixels have equal dimensions. */
    static List<List<TrainingExample>> shuffled(List<TrainingExample> examples, int size, Random random) {
        List<TrainingExample> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        Map<List<Integer>, List<TrainingExample>> open = new LinkedHashMap<>();
        List<List<TrainingExample>> batches = new ArrayList<>();
        for (TrainingExample example : order) {
            List<Integer> dimensions =
                    List.of(example.plain().width(), example.plain().height());
            List<TrainingExample> batch = open.computeIfAbsent(dimensions, key -> new ArrayList<>());
            batch.add(example);
            if (batch.size() == size) {
                batches.add(batch);
                open.remove(dimensions);
            }
        }
        batches.addAll(open.values());
        Collections.shuffle(batches, random);
        return batches;
    }

    /** The images, which must have equal dimensions, as an array of shape (n, 3, height, width). */
    static NDArray input(List<Pixels> images, Preprocessing preprocessing, NDManager manager) {
        int width = images.get(0).width();
        int height = images.get(0).height();
        int planes = 3 * width * height;
        FloatBuffer values = ByteBuffer.allocateDirect(4 * planes * images.size())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < images.size(); i++) {
            preprocessing.write(images.get(i).rgb(), values.slice(i * planes, planes));
        }
        return manager.create(values, new Shape(images.size(), 3, height, width));
    }
}
