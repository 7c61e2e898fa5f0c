package com.engram.analysis.backends;

/**
 * A model that a backend can use.
 *
 * @param active whether it answers requests that name no model
 * @param architecture name of the network's architecture; may be empty
 */
public record ServedModel(Model model, boolean active, String architecture) {

    /** The name by which a request asks for it: {@code name:version}. */
    public String fullName() {
        return model.fullName();
    }
}
