package com.engram.inference.image.decoding;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.Mat;

/** Releases the native memory of images when it is closed, instead of waiting for the garbage collector. */
final class MatScope implements AutoCloseable {
    private final Deque<Mat> kept = new ArrayDeque<>();

    /** Registers an image for release and returns it. */
    <M extends Mat> M keep(M mat) {
        kept.push(mat);
        return mat;
    }

    @Override
    public void close() {
        kept.forEach(Mat::release);
    }
}
