package com.engram.analysis;

/** What the scorer learnt of a file: its SHA-256 in hex, and the sizes in pixels, upright. */
public record Picture(String sha256, int width, int height, int previewWidth, int previewHeight) {}
