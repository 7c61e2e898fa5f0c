package com.engram.analysis;

/** The model that gave a result; the version is a hash of its weights and preprocessing. */
public record Model(String name, String version) {}
