package com.engram.inference.image.headers;

/** The supported file formats. What a file is called does not matter; its first bytes decide. */
public enum ImageFormat {
    /** JPEG. */
    JPEG(
            "Baseline and progressive; RGB, grey and CMYK (Adobe's inverted inks and YCCK too); the first image of an MPO,"
                    + " of a motion photo and of an image with a gain map",
            "Bytes between segments are skipped. A missing end marker is accepted if all rows are there.",
            "OpenCV; ImageIO for CMYK with a profile"),
    /** PNG. */
    PNG(
            "All colour types, 1 to 16 bits; the default image of an APNG",
            "Wrong checksums are accepted if all pixels are there.",
            "OpenCV"),
    /** WebP. */
    WEBP("Lossy and lossless; the first frame of an animation", "", "OpenCV"),
    /** GIF. */
    GIF("The first frame at its place on the canvas", "Damage after the first frame does not matter.", "ImageIO"),
    /** AVIF. */
    AVIF(
            "8 to 12 bits; tiles, layers and derived images; the first frame of a sequence",
            "As HEIC.",
            "FFmpeg (libaom)"),
    /** HEIC, also with the endings .heif and .hif. */
    HEIC(
            "HEVC and H.264, 8 to 10 bits, as phones and cameras write it; tiles and derived images; the first frame of a"
                    + " sequence",
            "Only the primary image counts, with its crop, rotation and reflection; EXIF orientation is ignored.",
            "FFmpeg");

    private final String content;
    private final String tolerance;
    private final String decoder;

    ImageFormat(String content, String tolerance, String decoder) {
        this.content = content;
        this.tolerance = tolerance;
        this.decoder = decoder;
    }

    /** What is read. */
    String content() {
        return content;
    }

    /** What is accepted although it is not quite in order, and what is ignored. */
    String tolerance() {
        return tolerance;
    }

    /** The library that decodes the format. */
    String decoder() {
        return decoder;
    }
}
