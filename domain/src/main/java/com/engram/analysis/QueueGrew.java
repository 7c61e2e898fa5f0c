package com.engram.analysis;

/** There may be work in the queue. Fired on every server. */
public record QueueGrew() {}
