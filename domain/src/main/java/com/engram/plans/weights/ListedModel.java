package com.engram.plans.weights;

import java.util.Optional;

/**
 * A model that a backend listed.
 *
 * @param name {@code name:version}
 * @param active whether it answers requests that name no model
 * @param terms under which its weights may be used; empty if they may be used for anything
 */
public record ListedModel(String name, boolean active, Optional<String> terms) {}
