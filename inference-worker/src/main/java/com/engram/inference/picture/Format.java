package com.engram.inference.picture;

/** A file format that the engine reads. */
public enum Format {
    JPEG,
    PNG,
    WEBP,
    GIF,
    AVIF,
    HEIC
}
