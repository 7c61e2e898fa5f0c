package com.engram.analysis.queue;

/** There may be work in the queue. Fired on every server. */
public record WorkQueued() {}
