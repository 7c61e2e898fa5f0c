package com.engram.inference.image.headers;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at a file before any decoder does: its format by its first bytes (never by name or declared type), its size, its
 * structure as far as it can be told without decoding. Pure Java over bounds-checked reads, so that no file can do harm here.
 */
public final class HeaderValidator {
    /** Formats that people do send, by their first bytes, so that they can be told what to do. */
    private static final Map<String, String> NOT_READ = Map.of(
            "II*\0", "TIFF",
            "MM\0*", "TIFF",
            "BM", "BMP",
            "\0\0\0\u000cjP", "JPEG 2000",
            "\u00ff\n", "JPEG XL",
            "\0\0\0\u000cJXL", "JPEG XL",
            "8BPS", "Photoshop",
            "%PDF", "PDF",
            "<svg", "SVG",
            "<?xml", "SVG and XML");

    private HeaderValidator() {}

    /** The file's header, if a decoder may be tried on the rest. */
    public static ImageHeader check(byte[] file, DecodeLimits limits) throws RejectedImageException {
        ImageHeader header = read(file);
        String size = header.width() + " x " + header.height();
        if (header.width() < 1 || header.height() < 1) {
            throw new RejectedImageException(Reason.UNREADABLE, "The image has no pixels: " + size + ".");
        }
        if (header.pixels() > limits.pixels()) {
            throw new RejectedImageException(
                    Reason.TOO_MANY_PIXELS,
                    String.format(Locale.ROOT, "%s is more than %d megapixels.", size, limits.pixels() / 1_000_000));
        }
        long longSide = Math.max(header.width(), header.height());
        if (longSide > (long) DecodeLimits.MOST_ELONGATED * Math.min(header.width(), header.height())) {
            throw new RejectedImageException(
                    Reason.EXTREME_SHAPE,
                    size + " is more than " + DecodeLimits.MOST_ELONGATED + " times as long as wide.");
        }
        return header;
    }

    private static ImageHeader read(byte[] file) throws RejectedImageException {
        ByteSlice bytes = ByteSlice.of(file);
        try {
            if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
                return JpegHeaderReader.read(bytes);
            }
            if (bytes.has(0, "\u0089PNG\r\n\u001a\n")) {
                return PngHeaderReader.read(bytes);
            }
            if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
                return GifHeaderReader.read(bytes);
            }
            if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
                return WebpHeaderReader.read(bytes);
            }
            if (bytes.has(4, "ftyp")) {
                return HeifHeaderReader.read(bytes);
            }
        } catch (ByteSlice.Short e) {
            throw new RejectedImageException(Reason.UNREADABLE, "The file ends too early.");
        }
        if (bytes.size() == 0) {
            throw new RejectedImageException(Reason.UNREADABLE, "The file is empty.");
        }
        throw new RejectedImageException(Reason.UNSUPPORTED_TYPE, unsupported(bytes));
    }

    private static String unsupported(ByteSlice bytes) {
        for (Map.Entry<String, String> known : NOT_READ.entrySet()) {
            if (bytes.has(0, known.getKey())) {
                return known.getValue() + " files are not read; save the image as JPEG, PNG or WebP.";
            }
        }
        return "Not a JPEG, PNG, WebP, GIF, AVIF or HEIC file, whatever its name says.";
    }

    public static RejectedImageException damaged(String what) {
        return new RejectedImageException(Reason.UNREADABLE, what);
    }
}
