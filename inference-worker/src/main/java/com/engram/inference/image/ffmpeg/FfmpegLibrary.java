package com.engram.inference.image.ffmpeg;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.platform.NativeLibraries;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** Loads FFmpeg on the first use. The library is missing on some platforms; then images that need it are rejected. */
public final class FfmpegLibrary {
    private static final Logger LOG = Logger.getLogger(FfmpegLibrary.class.getName());

    private FfmpegLibrary() {}

    private static final class Loaded {
        private static final boolean AVAILABLE = load();

        private static boolean load() {
            try {
                NativeLibraries.locateFfmpeg();
                Loader.load(avutil.class);
                Loader.load(swscale.class);
                Loader.load(avcodec.class);
                Loader.load(avfilter.class);
                avutil.av_log_set_level(avutil.AV_LOG_QUIET);
                return true;
            } catch (LinkageError | RuntimeException e) {
                // JavaCPP throws both if a library cannot be unpacked or linked.
                LOG.log(Level.WARNING, "FFmpeg cannot be loaded, so HEIC and AVIF are refused; see docs/formats.md", e);
                return false;
            }
        }
    }

    /** Whether the library can be loaded on this machine. */
    public static boolean isAvailable() {
        return Loaded.AVAILABLE;
    }

    /**
     * Loads the library.
     *
     * @param kind what needs it, such as {@code HEIC}
     * @throws RejectedImageException if it cannot be loaded on this machine
     */
    public static void require(String kind) throws RejectedImageException {
        if (!isAvailable()) {
            throw new RejectedImageException(
                    Reason.UNSUPPORTED_HERE,
                    "This server cannot read " + kind + ". Save the image as JPEG, PNG or WebP.");
        }
    }

    static RejectedImageException damaged() {
        return new RejectedImageException(Reason.UNREADABLE, "The image is damaged.");
    }
}
