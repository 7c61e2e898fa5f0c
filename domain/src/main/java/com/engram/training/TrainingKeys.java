package com.engram.training;

import java.util.List;
import java.util.UUID;

/** The keys of a training's files in the object store, while it runs on SageMaker. */
final class TrainingKeys {

    private TrainingKeys() {}

    /** The table of ratings. */
    static String ratings(UUID model) {
        return "training-" + model + ".csv";
    }

    /** The list of the objects to train on. */
    static String manifest(UUID model) {
        return "training-" + model + ".json";
    }

    static List<String> all(UUID model) {
        return List.of(ratings(model), manifest(model));
    }
}
