package com.engram.inference.image.headers;

import java.util.List;
import java.util.Optional;

/**
 * The image of an AVIF or HEIC file and how it is decoded: the primary item, or the first frame of an image sequence.
 *
 * @param width in pixels after all changes
 * @param height in pixels after all changes
 * @param content what to decode
 * @param changes what to do with the decoded pixels, in this order
 * @param colour empty if the file says nothing outside the coded data
 * @param matrix the matrix coefficients of ITU-T H.273 with the range; empty if the file says nothing outside the coded data
 * @param alpha the image of the opacity, without changes of its own
 */
public record HeifImage(
        int width,
        int height,
        Content content,
        List<Change> changes,
        Optional<SourceColour> colour,
        Optional<Matrix> matrix,
        Optional<HeifImage> alpha) {
    /** The codecs of coded images. */
    public enum Codec {
        HEVC,
        AV1,
        H264
    }

    /** What is decoded. */
    public sealed interface Content {
        /** Width before the changes, in pixels. */
        int width();

        /** Height before the changes, in pixels. */
        int height();
    }

    /**
     * One coded image.
     *
     * @param configuration the decoder's configuration record
     * @param data the coded data
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Coded(Codec codec, byte[] configuration, byte[] data, int width, int height) implements Content {}

    /**
     * Tiles of equal size, row by row; what extends beyond the width and height is cut off.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     */
    public record Grid(int rows, int columns, int width, int height, List<Coded> tiles) implements Content {}

    /**
     * Images on a canvas of one colour, the lowest first.
     *
     * @param fill red, green and blue of the canvas, 0 to 255
     */
    public record Overlay(int width, int height, List<Integer> fill, List<Layer> layers) implements Content {}

    /**
     * An image at a position of a canvas.
     *
     * @param left may be negative
     * @param top may be negative
     */
    public record Layer(HeifImage image, int left, int top) {}

    /** Another image with changes of its own. */
    public record Derived(HeifImage image) implements Content {
        @Override
        public int width() {
            return image.width();
        }

        @Override
        public int height() {
            return image.height();
        }
    }

    /** A change of decoded pixels. */
    public sealed interface Change {}

    /** Keeps a rectangle, in pixels. */
    public record Crop(int left, int top, int width, int height) implements Change {}

    /**
     * A rotation.
     *
     * @param quarters quarter turns anticlockwise, 0 to 3
     */
    public record Turn(int quarters) implements Change {}

    /**
     * A reflection.
     *
     * @param leftRight exchanges left and right, else top and bottom
     */
    public record Mirror(boolean leftRight) implements Change {}

    /**
     * How luma and chroma become red, green and blue.
     *
     * @param coefficients the code of the matrix
     * @param fullRange whether values use the full range
     */
    public record Matrix(int coefficients, boolean fullRange) {}
}
