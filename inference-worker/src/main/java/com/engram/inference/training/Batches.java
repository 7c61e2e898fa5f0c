package com.engram.inference.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.picture.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Puts pictures of one size together: a batch is one block of numbers. */
final class Batches {
    private Batches() {}

    /** The examples in random order, in batches of at most {@code size} whose plain pixels have the same sides. */
    static List<List<Example>> shuffled(List<Example> examples, int size, Random random) {
        List<Example> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        Map<List<Integer>, List<Example>> open = new LinkedHashMap<>();
        List<List<Example>> batches = new ArrayList<>();
        for (Example example : order) {
            List<Integer> sides =
                    List.of(example.plain().width(), example.plain().height());
            List<Example> batch = open.computeIfAbsent(sides, key -> new ArrayList<>());
            batch.add(example);
            if (batch.size() == size) {
                batches.add(batch);
                open.remove(sides);
            }
        }
        batches.addAll(open.values());
        Collections.shuffle(batches, random);
        return batches;
    }

    /** The pictures, which have the same sides, as (n, 3, height, width). */
    static NDArray input(List<Pixels> pictures, Preprocessing preprocessing, NDManager manager) {
        int width = pictures.get(0).width();
        int height = pictures.get(0).height();
        int planes = 3 * width * height;
        FloatBuffer values = ByteBuffer.allocateDirect(4 * planes * pictures.size())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < pictures.size(); i++) {
            preprocessing.write(pictures.get(i).rgb(), values.slice(i * planes, planes));
        }
        return manager.create(values, new Shape(pictures.size(), 3, height, width));
    }
}
