package com.engram.inference.image.ffmpeg;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeifImage.Coded;
import com.engram.inference.image.headers.HeifImage.Content;
import com.engram.inference.image.headers.HeifImage.Grid;
import com.engram.inference.image.headers.HeifImage.Matrix;
import com.engram.inference.image.headers.SourceColour;
import com.engram.inference.image.headers.SourceColour.CodePoints;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.ShortPointer;

/** Decodes coded images and grids to 8-bit pixels. A high dynamic range is mapped to sRGB. */
public final class FfmpegDecoder {
    private static final int UNKNOWN = 2;

    private final long maxPixels;
    private final int maxSide;

    /**
     * A decoder.
     *
     * @param maxPixels a coded image with more pixels is rejected
     * @param maxSide larger images are scaled down to this long side, so that their pixels fit into memory
     */
    public FfmpegDecoder(long maxPixels, int maxSide) {
        this.maxPixels = maxPixels;
        this.maxSide = maxSide;
    }

    /**
     * Decodes a coded image or a grid.
     *
     * @param colour what the file says about the colours outside the coded data
     * @param matrix what the file says about luma and chroma outside the coded data
     * @param grey whether only the luma is needed
     * @throws RejectedImageException if the data are damaged
     */
    public DecodedFrame decode(Content content, Optional<SourceColour> colour, Optional<Matrix> matrix, boolean grey)
            throws RejectedImageException {
        try (FrameDecoder decoder = new FrameDecoder(maxPixels)) {
            AVFrame frame =
                    content instanceof Grid grid ? decoder.decode(grid, maxSide) : decoder.decode((Coded) content);
            try {
                matrix.ifPresent(known -> apply(known, frame));
                if (colour.orElse(null) instanceof CodePoints codes) {
                    frame.color_primaries(codes.primaries()).color_trc(codes.transfer());
                }
                boolean profiled = colour.orElse(null) instanceof SourceColour.Icc;
                return converted(frame, grey, profiled);
            } finally {
                avutil.av_frame_free(frame);
            }
        }
    }

    /**
     * Maps pixels with a high dynamic range to sRGB.
     *
     * @param bgr 16-bit pixels, blue first, row by row
     */
    public DecodedFrame toneMapped(short[] bgr, int width, int height, CodePoints colour)
            throws RejectedImageException {
        AVFrame frame = avutil.av_frame_alloc();
        try {
            frame.format(avutil.AV_PIX_FMT_BGR48LE).width(width).height(height);
            frame.color_primaries(colour.primaries()).color_trc(colour.transfer());
            frame.colorspace(avutil.AVCOL_SPC_RGB).color_range(avutil.AVCOL_RANGE_JPEG);
            if (avutil.av_frame_get_buffer(frame, 32) < 0) {
                throw FfmpegLibrary.damaged();
            }
            for (int row = 0; row < height; row++) {
                frame.data(0)
                        .getPointer(ShortPointer.class, (long) row * frame.linesize(0) / 2)
                        .put(bgr, row * width * 3, width * 3);
            }
            return converted(frame, false, false);
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    private static void apply(Matrix matrix, AVFrame frame) {
        frame.color_range(matrix.fullRange() ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
        if (matrix.coefficients() != UNKNOWN && frame.colorspace() != avutil.AVCOL_SPC_RGB) {
            frame.colorspace(matrix.coefficients());
        }
    }

    private DecodedFrame converted(AVFrame frame, boolean grey, boolean profiled) throws RejectedImageException {
        double scale = Math.min(1, maxSide / (double) Math.max(frame.width(), frame.height()));
        int width = Math.max(1, (int) Math.round(frame.width() * scale));
        int height = Math.max(1, (int) Math.round(frame.height() * scale));
        int primaries = frame.color_primaries();
        int transfer = frame.color_trc();
        boolean hdr = !grey && !profiled && new CodePoints(primaries, transfer).isHdr();
        if (hdr) {
            return new DecodedFrame(width, height, 3, ToneMapper.toSrgb(frame, width, height), 1, 13);
        }
        byte[] pixels = FrameConverter.toBytes(frame, width, height, grey);
        return new DecodedFrame(width, height, grey ? 1 : 3, pixels, primaries, transfer);
    }
}
