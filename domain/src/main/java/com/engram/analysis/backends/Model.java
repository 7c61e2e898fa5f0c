package com.engram.analysis.backends;

/** The model that gave a result; the version is a hash of its weights and preprocessing. */
public record Model(String name, String version) {

    /** By which it is asked for. */
    public String fullName() {
        return name + ":" + version;
    }
}
