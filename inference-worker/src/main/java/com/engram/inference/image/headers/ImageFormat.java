package com.engram.inference.image.headers;

/** The supported file formats. */
public enum ImageFormat {
    JPEG,
    PNG,
    WEBP,
    GIF,
    AVIF,
    HEIC
}
