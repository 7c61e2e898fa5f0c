/**
 * Recurring and one-time tasks that one server of the cluster runs, by db-scheduler.
 */
@NullMarked
package com.engram.jobs.cluster;

import org.jspecify.annotations.NullMarked;
