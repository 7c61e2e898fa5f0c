package com.engram.inference.image.decoding;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.Mat;

/** Frees native pixels when an image is done with, and not when the collector happens to come round. */
final class MatScope implements AutoCloseable {
    private final Deque<Mat> kept = new ArrayDeque<>();

    <M extends Mat> M keep(M mat) {
        kept.push(mat);
        return mat;
    }

    @Override
    public void close() {
        kept.forEach(Mat::release);
    }
}
