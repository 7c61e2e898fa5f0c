package com.engram.inference.image.headers;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.util.Locale;
import java.util.Map;

/**
 * Validates a file before any decoder reads it: its format by its first bytes (not by its name or declared type), its dimensions,
 * and its structure as far as possible without decoding. Plain Java with bounds-checked reads is safe for any file.
 */
public final class HeaderValidator {
    /** Common formats that are not supported, by their first bytes, for a helpful message. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
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

    /**
     * Reads and validates the header of a file.
     *
     * @throws RejectedImageException if the file must not be decoded
     */
    public static ImageHeader validate(byte[] file, DecodeLimits limits) throws RejectedImageException {
        ImageHeader header = read(file);
        String size = header.width() + " x " + header.height();
        if (header.width() < 1 || header.height() < 1) {
            throw new RejectedImageException(Reason.UNREADABLE, "The image has no pixels: " + size + ".");
        }
        if (header.pixels() > limits.pixels()) {
            throw new RejectedImageException(
                    Reason.TOO_MANY_PIXELS,
                    String.format(
                            Locale.ROOT,
                            "The image has %s pixels, which is more than %d megapixels.",
                            size,
                            limits.pixels() / 1_000_000));
        }
        long longSide = Math.max(header.width(), header.height());
        if (longSide > (long) DecodeLimits.MAX_ASPECT_RATIO * Math.min(header.width(), header.height())) {
            throw new RejectedImageException(
                    Reason.EXTREME_SHAPE,
                    "The image has " + size + " pixels: one side is more than " + DecodeLimits.MAX_ASPECT_RATIO
                            + " times as long as the other.");
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
        } catch (ByteSlice.Truncated e) {
            throw new RejectedImageException(Reason.UNREADABLE, "The file ends too early.");
        }
        if (bytes.size() == 0) {
            throw new RejectedImageException(Reason.UNREADABLE, "The file is empty.");
        }
        throw new RejectedImageException(Reason.UNSUPPORTED_TYPE, unsupported(bytes));
    }

    private static String unsupported(ByteSlice bytes) {
        for (Map.Entry<String, String> known : UNSUPPORTED.entrySet()) {
            if (bytes.has(0, known.getKey())) {
                return known.getValue() + " files are not supported. Save the image as JPEG, PNG or WebP.";
            }
        }
        return "The file is not a JPEG, PNG, WebP, GIF, AVIF or HEIC image.";
    }

    /**
     * The rejection of a damaged file.
     *
     * @param detail a sentence for the sender of the image
     */
    public static RejectedImageException damaged(String detail) {
        return new RejectedImageException(Reason.UNREADABLE, detail);
    }
}
