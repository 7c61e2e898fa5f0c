package com.engram.inference.image.headers;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Validates a file before any decoder reads it: its format by its first bytes (not by its name or declared type), its dimensions,
 * and its structure as far as possible without decoding. Plain Java with bounds-checked reads is safe for any file.
 */
public final class HeaderValidator {
    /** Common formats that are not supported, by their first bytes, for a helpful message. The longer beginnings come first. */
    private static final Map<String, String> UNSUPPORTED = unsupportedFormats();

    private HeaderValidator() {}

    private static Map<String, String> unsupportedFormats() {
        Map<String, String> formats = new LinkedHashMap<>();
        formats.put("II*\0\u0010\0\0\0CR", "Raw camera");
        formats.put("FUJIFILMCCD-RAW", "Raw camera");
        formats.put("IIRO", "Raw camera");
        formats.put("II\u00bc\u0001", "JPEG XR");
        formats.put("II*\0", "TIFF");
        formats.put("MM\0*", "TIFF");
        formats.put("II+\0", "TIFF");
        formats.put("MM\0+", "TIFF");
        formats.put("BM", "BMP");
        formats.put("\0\0\u0001\0", "Icon");
        formats.put("\0\0\u0002\0", "Cursor");
        formats.put("icns", "Icon");
        formats.put("\0\0\0\u000cjP", "JPEG 2000");
        formats.put("\u00ffO\u00ffQ", "JPEG 2000");
        formats.put("\u00ff\n", "JPEG XL");
        formats.put("\0\0\0\u000cJXL", "JPEG XL");
        formats.put("8BPS", "Photoshop");
        formats.put("%PDF", "PDF");
        formats.put("%!PS", "PostScript");
        formats.put("\u00c5\u00d0\u00d3\u00c6", "PostScript");
        formats.put("<svg", "SVG");
        formats.put("<?xml", "SVG and XML");
        formats.put("qoif", "QOI");
        formats.put("DDS ", "DDS");
        formats.put("v/1\u0001", "OpenEXR");
        formats.put("#?RADIANCE", "Radiance HDR");
        formats.put("gimp xcf", "GIMP");
        formats.put("AT&TFORM", "DjVu");
        formats.put("\u001aE\u00df\u00a3", "Video");
        formats.put("PK\u0003\u0004", "ZIP and office");
        return formats;
    }

    /** The names of the formats that are recognised by their first bytes and not supported. */
    static List<String> unsupportedNames() {
        return UNSUPPORTED.values().stream().distinct().toList();
    }

    /**
     * Reads and validates the header of a file.
     *
     * @throws RejectedImageException if the file must not be decoded
     */
    public static ImageHeader validate(byte[] file, DecodeLimits limits) throws RejectedImageException {
        return validate(read(file, limits, false), limits);
    }

    /**
     * Whether decoding takes so long, more than about a second, that other images should not wait for it. Of a JPEG only the
     * beginning is read and validated, because the decoder reads and validates the whole file anyway.
     *
     * @throws RejectedImageException if the file must not be decoded
     */
    public static boolean isSlow(byte[] file, DecodeLimits limits) throws RejectedImageException {
        return validate(read(file, limits, true), limits).isSlow();
    }

    private static ImageHeader validate(ImageHeader header, DecodeLimits limits) throws RejectedImageException {
        String size = header.width() + " x " + header.height();
        if (header.width() < 1 || header.height() < 1) {
            throw new RejectedImageException(Reason.UNREADABLE, "The image has no pixels: " + size + ".");
        }
        long largest = limits.pixels() * (header.scalable() ? DecodeLimits.SCALABLE_FACTOR : 1);
        if (header.pixels() > largest) {
            throw new RejectedImageException(
                    Reason.TOO_MANY_PIXELS,
                    String.format(
                            Locale.ROOT,
                            "The image has %s pixels, which is more than %d megapixels.",
                            size,
                            largest / 1_000_000));
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

    private static ImageHeader read(byte[] file, DecodeLimits limits, boolean beginningOnly)
            throws RejectedImageException {
        ByteSlice bytes = ByteSlice.of(file);
        try {
            if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
                return beginningOnly ? JpegHeaderReader.readBeginning(bytes) : JpegHeaderReader.read(bytes);
            }
            if (bytes.has(0, "\u0089PNG\r\n\u001a\n")) {
                return PngHeaderReader.read(bytes);
            }
            if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
                return GifHeaderReader.read(bytes, limits.pixels());
            }
            if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
                return WebpHeaderReader.read(bytes);
            }
            if (bytes.has(4, "ftyp")) {
                return HeifFile.header(bytes);
            }
        } catch (ByteSlice.Truncated e) {
            throw damaged("The file is cut off: it ends before the pixels begin.");
        }
        if (bytes.size() == 0) {
            throw new RejectedImageException(Reason.UNREADABLE, "The file is empty.");
        }
        for (Map.Entry<String, String> known : UNSUPPORTED.entrySet()) {
            if (bytes.has(0, known.getKey())) {
                throw unsupported(known.getValue());
            }
        }
        throw new RejectedImageException(
                Reason.UNSUPPORTED_TYPE, "The file is not a JPEG, PNG, WebP, GIF, AVIF or HEIC image.");
    }

    /**
     * The rejection of a format that is not supported.
     *
     * @param name the name of the format, as the first word of a sentence
     */
    static RejectedImageException unsupported(String name) {
        return new RejectedImageException(
                Reason.UNSUPPORTED_TYPE, name + " files are not supported. Save the image as JPEG, PNG or WebP.");
    }

    /**
     * The rejection of a file that was cut off, for example while it was copied.
     *
     * @param available how much of the file is there
     * @param needed how much there should be, in the same unit
     */
    public static RejectedImageException cutOff(long available, long needed) {
        long percent = Math.min(99, (long) (100.0 * available / Math.max(1, needed)));
        return damaged("The file is cut off after " + percent + " % of its data.");
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
