package com.engram.training;

/** The state of a model of a tenant's own. */
public enum ModelState {
    /** A training was requested. */
    QUEUED,
    /** The training runs. */
    RUNNING,
    /** The training failed. */
    FAILED,
    /** The model was trained and compared with the default model; it waits for a decision. */
    EVALUATED,
    /** It was decided not to use the model. */
    DISCARDED,
    /** The model was approved, and the worker does not serve it yet. */
    PUBLISHING,
    /** The tenant's new analyses use the model. */
    ACTIVE,
    /** The model was used, and is not any more. */
    WITHDRAWN
}
