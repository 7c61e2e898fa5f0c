package com.engram.inference.image.ffmpeg;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeifImage;
import com.engram.inference.image.headers.HeifImage.Codec;
import com.engram.inference.image.headers.HeifImage.Coded;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Decodes coded images to frames in the colour format of the codec. Tiles with the same configuration share a decoder. */
final class FrameDecoder implements AutoCloseable {
    /** AV_FRAME_FLAG_CORRUPT, which the binding lacks. */
    private static final int FRAME_FLAG_CORRUPT = 1;

    private final long maxPixels;
    private @Nullable AVCodecContext context;
    private byte[] configuration = {};

    FrameDecoder(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** Decodes one image. The caller frees the frame. */
    AVFrame decode(Coded coded) throws RejectedImageException {
        AVCodecContext decoder = context(coded);
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        try {
            if (avcodec.av_new_packet(packet, coded.data().length) < 0) {
                throw FfmpegLibrary.damaged();
            }
            packet.data().put(coded.data());
            int sent = avcodec.avcodec_send_packet(decoder, packet);
            if (sent >= 0) {
                avcodec.avcodec_send_packet(decoder, null);
            }
            if (sent < 0 || avcodec.avcodec_receive_frame(decoder, frame) < 0 || isIncomplete(frame)) {
                throw FfmpegLibrary.damaged();
            }
            avcodec.avcodec_flush_buffers(decoder);
            return frame;
        } catch (RejectedImageException e) {
            avutil.av_frame_free(frame);
            throw e;
        } finally {
            avcodec.av_packet_free(packet);
        }
    }

    private static boolean isIncomplete(AVFrame frame) {
        return frame.decode_error_flags() != 0 || (frame.flags() & FRAME_FLAG_CORRUPT) != 0;
    }

    /**
     * Decodes the tiles of a grid into one frame, each at a reduced scale if that leaves at least {@code enough} pixels on the long
     * side. The caller frees the frame.
     */
    AVFrame decode(HeifImage.Grid grid, int enough) throws RejectedImageException {
        AVFrame whole = avutil.av_frame_alloc();
        int reduction = 1;
        try {
            for (int index = 0; index < grid.tiles().size(); index++) {
                @Nullable AVFrame tile = decode(grid.tiles().get(index));
                try {
                    if (index == 0) {
                        reduction = reduction(tile, Math.max(grid.width(), grid.height()), enough);
                        allocate(whole, tile, divided(grid.width(), reduction), divided(grid.height(), reduction));
                    }
                    if (reduction > 1) {
                        AVFrame full = tile;
                        tile = null;
                        tile = FrameConverter.reduced(full, reduction);
                    }
                    int column = index % grid.columns();
                    int row = index / grid.columns();
                    place(tile, whole, column * tile.width(), row * tile.height());
                } finally {
                    if (tile != null) {
                        avutil.av_frame_free(tile);
                    }
                }
            }
            return whole;
        } catch (RejectedImageException e) {
            avutil.av_frame_free(whole);
            throw e;
        }
    }

    /** A power of two by which tiles can be divided without a remainder that would show as a seam. */
    private static int reduction(AVFrame tile, int longSide, int enough) {
        int reduction = 1;
        while (longSide >= 2L * reduction * enough
                && tile.width() % (4 * reduction) == 0
                && tile.height() % (4 * reduction) == 0) {
            reduction *= 2;
        }
        return reduction;
    }

    private static int divided(int length, int reduction) {
        return (length + reduction - 1) / reduction;
    }

    private static void allocate(AVFrame whole, AVFrame like, int width, int height) throws RejectedImageException {
        whole.format(like.format()).width(width).height(height);
        whole.color_primaries(like.color_primaries()).color_trc(like.color_trc());
        whole.colorspace(like.colorspace()).color_range(like.color_range());
        if (avutil.av_frame_get_buffer(whole, 32) < 0) {
            throw FfmpegLibrary.damaged();
        }
    }

    /** Copies a tile; what extends beyond the whole is cut off. */
    private static void place(AVFrame tile, AVFrame whole, int left, int top) throws RejectedImageException {
        if (tile.format() != whole.format()) {
            throw FfmpegLibrary.damaged();
        }
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(tile.format());
        int width = Math.min(tile.width(), whole.width() - left);
        int height = Math.min(tile.height(), whole.height() - top);
        if (width <= 0 || height <= 0) {
            return;
        }
        for (int plane = 0; plane < 4 && tile.data(plane) != null && tile.linesize(plane) > 0; plane++) {
            boolean chroma = plane == 1 || plane == 2;
            int shiftX = chroma ? format.log2_chroma_w() : 0;
            int shiftY = chroma ? format.log2_chroma_h() : 0;
            int step = format.comp(0).depth() > 8 ? 2 : 1;
            long offset = (long) (top >> shiftY) * whole.linesize(plane) + (long) (left >> shiftX) * step;
            avutil.av_image_copy_plane(
                    whole.data(plane).getPointer(BytePointer.class, offset),
                    whole.linesize(plane),
                    tile.data(plane),
                    tile.linesize(plane),
                    -(-width >> shiftX) * step,
                    -(-height >> shiftY));
        }
    }

    private AVCodecContext context(Coded coded) throws RejectedImageException {
        if (context != null && Arrays.equals(configuration, coded.configuration())) {
            return context;
        }
        close();
        AVCodec codec = codec(coded.codec());
        AVCodecContext made = avcodec.avcodec_alloc_context3(codec);
        context = made;
        configuration = coded.configuration();
        made.thread_count(1).max_pixels(maxPixels);
        BytePointer extra = new BytePointer(
                        avutil.av_mallocz(configuration.length + (long) avcodec.AV_INPUT_BUFFER_PADDING_SIZE))
                .capacity(configuration.length);
        extra.put(configuration);
        made.extradata(extra).extradata_size(configuration.length);
        if (avcodec.avcodec_open2(made, codec, (PointerPointer<?>) null) < 0) {
            throw FfmpegLibrary.damaged();
        }
        return made;
    }

    private static AVCodec codec(Codec codec) {
        return switch (codec) {
            case HEVC -> avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_HEVC);
            case H264 -> avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_H264);
            // FFmpeg's own decoder needs hardware.
            case AV1 -> avcodec.avcodec_find_decoder_by_name("libaom-av1");
        };
    }

    @Override
    public void close() {
        if (context != null) {
            avcodec.avcodec_free_context(context);
            context = null;
        }
    }
}
