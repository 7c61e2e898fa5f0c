package com.engram.analysis.backends;

/** What the scorer learnt of a file: its SHA-256 in hex, and the sizes in pixels, upright. */
public record ImageProperties(String sha256, int width, int height, int previewWidth, int previewHeight) {}
