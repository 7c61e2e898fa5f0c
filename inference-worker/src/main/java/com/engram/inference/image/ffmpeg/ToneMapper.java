package com.engram.inference.image.ffmpeg;

import com.engram.inference.image.RejectedImageException;
import java.util.Locale;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Maps frames with PQ or HLG to sRGB, with the filters zscale and tonemap. */
final class ToneMapper {
    /** The luminance of white in SDR by ITU-R BT.2408, and of the brightest highlight that is kept, in candela per square metre. */
    private static final int WHITE = 203;

    private static final double PEAK = 1000.0 / WHITE;

    private ToneMapper() {}

    /** The pixels as blue, green and red in sRGB. */
    static byte[] toSrgb(AVFrame frame, int width, int height) throws RejectedImageException {
        if (frame.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED) {
            frame.colorspace(avutil.AVCOL_SPC_BT2020_NCL);
        }
        if (frame.color_range() == avutil.AVCOL_RANGE_UNSPECIFIED) {
            frame.color_range(avutil.AVCOL_RANGE_MPEG);
        }
        if (frame.color_primaries() == avutil.AVCOL_PRI_UNSPECIFIED) {
            frame.color_primaries(avutil.AVCOL_PRI_BT2020);
        }
        AVFilterGraph graph = avfilter.avfilter_graph_alloc();
        AVFrame mapped = avutil.av_frame_alloc();
        try {
            graph.nb_threads(1);
            AVFilterContext source = new AVFilterContext();
            AVFilterContext sink = new AVFilterContext();
            connect(graph, source, sink, frame, filters(width, height));
            if (avfilter.av_buffersrc_add_frame_flags(source, frame, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF) < 0
                    || avfilter.av_buffersink_get_frame(sink, mapped) < 0) {
                throw FfmpegLibrary.damaged();
            }
            byte[] pixels = new byte[width * height * 3];
            for (int row = 0; row < height; row++) {
                mapped.data(0)
                        .getPointer(BytePointer.class, (long) row * mapped.linesize(0))
                        .get(pixels, row * width * 3, width * 3);
            }
            return pixels;
        } finally {
            avutil.av_frame_free(mapped);
            avfilter.avfilter_graph_free(graph);
        }
    }

    private static String filters(int width, int height) {
        return String.format(
                Locale.ROOT,
                "scale=%d:%d:flags=area+accurate_rnd+full_chroma_int+full_chroma_inp,format=gbrp16le,"
                        + "zscale=transfer=linear:npl=%d,format=gbrpf32le,zscale=primaries=bt709,"
                        + "tonemap=tonemap=mobius:param=0.3:desat=0:peak=%.3f,"
                        + "zscale=transfer=iec61966-2-1:matrix=gbr:range=full,format=gbrp,format=bgr24",
                width,
                height,
                WHITE,
                PEAK);
    }

    private static void connect(
            AVFilterGraph graph, AVFilterContext source, AVFilterContext sink, AVFrame frame, String filters)
            throws RejectedImageException {
        String input = "video_size=" + frame.width() + "x" + frame.height() + ":pix_fmt=" + frame.format()
                + ":time_base=1/1:pixel_aspect=1/1:colorspace=" + frame.colorspace() + ":range=" + frame.color_range();
        AVFilterInOut outputs = avfilter.avfilter_inout_alloc();
        AVFilterInOut inputs = avfilter.avfilter_inout_alloc();
        try {
            boolean made = avfilter.avfilter_graph_create_filter(
                                    source, avfilter.avfilter_get_by_name("buffer"), "in", input, null, graph)
                            >= 0
                    && avfilter.avfilter_graph_create_filter(
                                    sink, avfilter.avfilter_get_by_name("buffersink"), "out", null, null, graph)
                            >= 0;
            if (!made) {
                throw FfmpegLibrary.damaged();
            }
            outputs.name(new BytePointer(avutil.av_strdup(new BytePointer("in"))))
                    .filter_ctx(source)
                    .pad_idx(0);
            inputs.name(new BytePointer(avutil.av_strdup(new BytePointer("out"))))
                    .filter_ctx(sink)
                    .pad_idx(0);
            if (avfilter.avfilter_graph_parse_ptr(graph, filters, inputs, outputs, null) < 0
                    || avfilter.avfilter_graph_config(graph, null) < 0) {
                throw FfmpegLibrary.damaged();
            }
        } finally {
            avfilter.avfilter_inout_free(inputs);
            avfilter.avfilter_inout_free(outputs);
        }
    }
}
