package com.engram.inference.picture;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.Mat;

/** Frees native pixels when a picture is done with, and not when the collector happens to come round. */
final class Scope implements AutoCloseable {
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
