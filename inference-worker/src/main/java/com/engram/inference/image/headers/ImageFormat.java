package com.engram.inference.image.headers;

/** A file format that the engine reads. */
public enum ImageFormat {
    JPEG,
    PNG,
    WEBP,
    GIF,
    AVIF,
    HEIC
}
