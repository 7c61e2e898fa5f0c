package com.engram.inference.image.ffmpeg;

import com.engram.inference.image.RejectedImageException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Converts frames to 8-bit pixels: bit depth, chroma, range and size, but not the colour space. */
final class FrameConverter {
    /** Full precision; the faster ways shift colours by a level or two. */
    private static final int PRECISE =
            swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT | swscale.SWS_FULL_CHR_H_INP;

    private static final int ONE = 1 << 16;

    private FrameConverter() {}

    /** The pixels as blue, green and red, or as grey. */
    static byte[] toBytes(AVFrame frame, int width, int height, boolean grey) throws RejectedImageException {
        boolean smaller = width < frame.width();
        SwsContext context = swscale.sws_getContext(
                frame.width(),
                frame.height(),
                frame.format(),
                width,
                height,
                grey ? avutil.AV_PIX_FMT_GRAY8 : avutil.AV_PIX_FMT_BGR24,
                PRECISE | (smaller ? swscale.SWS_AREA : swscale.SWS_BILINEAR),
                null,
                null,
                (DoublePointer) null);
        if (context == null) {
            throw FfmpegLibrary.damaged();
        }
        int channels = grey ? 1 : 3;
        try (BytePointer out = new BytePointer((long) width * height * channels);
                PointerPointer<BytePointer> planes = new PointerPointer<BytePointer>(1).put(0, out);
                IntPointer stride = new IntPointer(1).put(0, width * channels)) {
            IntPointer matrix = swscale.sws_getCoefficients(frame.colorspace());
            swscale.sws_setColorspaceDetails(context, matrix, isFullRange(frame) ? 1 : 0, matrix, 1, 0, ONE, ONE);
            if (swscale.sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, stride)
                    != height) {
                throw FfmpegLibrary.damaged();
            }
            byte[] pixels = new byte[width * height * channels];
            out.get(pixels);
            return pixels;
        } finally {
            swscale.sws_freeContext(context);
        }
    }

    /** The frame at a reduced size in the same format. The given frame is freed. */
    static AVFrame reduced(AVFrame frame, int reduction) throws RejectedImageException {
        AVFrame small = avutil.av_frame_alloc();
        small.format(frame.format()).width(frame.width() / reduction).height(frame.height() / reduction);
        small.color_primaries(frame.color_primaries()).color_trc(frame.color_trc());
        small.colorspace(frame.colorspace()).color_range(frame.color_range());
        SwsContext context = null;
        try {
            context = swscale.sws_getContext(
                    frame.width(),
                    frame.height(),
                    frame.format(),
                    small.width(),
                    small.height(),
                    frame.format(),
                    swscale.SWS_AREA | swscale.SWS_ACCURATE_RND,
                    null,
                    null,
                    (DoublePointer) null);
            boolean scaled = context != null
                    && avutil.av_frame_get_buffer(small, 32) >= 0
                    && swscale.sws_scale(
                                    context,
                                    frame.data(),
                                    frame.linesize(),
                                    0,
                                    frame.height(),
                                    small.data(),
                                    small.linesize())
                            == small.height();
            if (!scaled) {
                avutil.av_frame_free(small);
                throw FfmpegLibrary.damaged();
            }
            return small;
        } finally {
            swscale.sws_freeContext(context);
            avutil.av_frame_free(frame);
        }
    }

    private static boolean isFullRange(AVFrame frame) {
        return frame.color_range() == avutil.AVCOL_RANGE_JPEG;
    }
}
