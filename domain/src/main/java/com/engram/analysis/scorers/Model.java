package com.engram.analysis.scorers;

/** A model that computed a result. The version is a hash of its weights and its preprocessing. */
public record Model(String name, String version) {

    /** The name by which a request asks for it: {@code name:version}. */
    public String fullName() {
        return name + ":" + version;
    }
}
