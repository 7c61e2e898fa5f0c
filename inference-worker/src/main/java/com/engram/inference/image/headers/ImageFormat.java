package com.engram.inference.image.headers;

/** The supported file formats. */
public enum ImageFormat {
    /** Baseline and progressive JPEG. */
    JPEG,
    /** Still PNG. */
    PNG,
    /** WebP; only the first frame of an animation is decoded. */
    WEBP,
    /** GIF; only the first frame is decoded. */
    GIF,
    /** AVIF, if libvips is installed. */
    AVIF,
    /** HEIC, if libvips is installed. */
    HEIC
}
