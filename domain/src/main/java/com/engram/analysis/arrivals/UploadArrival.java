package com.engram.analysis.arrivals;

/** What the arrival of an upload led to. */
public enum UploadArrival {
    /** The analysis is accepted. */
    ACCEPTED,
    /** The plan does not allow the analysis; the request says why. */
    REFUSED,
    /** There is no waiting request: the client requests the analysis itself, or has done so. */
    NOT_REQUESTED,
    /** The object store has no such object. */
    NOT_ARRIVED,
    /** The key is not that of an upload. */
    UNKNOWN_KEY,
    /** The queue of analyses is full or the object store is not available; the same call may succeed later. */
    TRY_AGAIN
}
