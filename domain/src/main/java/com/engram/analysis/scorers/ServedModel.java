package com.engram.analysis.scorers;

import java.util.Optional;

/**
 * A model that a backend can use.
 *
 * @param active whether it answers requests that name no model
 * @param architecture name of the network's architecture; may be empty
 * @param terms under which its weights may be used; empty if they may be used for anything
 */
public record ServedModel(Model model, boolean active, String architecture, Optional<String> terms) {

    /** A model whose weights may be used for anything. */
    public ServedModel(Model model, boolean active, String architecture) {
        this(model, active, architecture, Optional.empty());
    }

    /** The name by which a request asks for it: {@code name:version}. */
    public String fullName() {
        return model.fullName();
    }
}
