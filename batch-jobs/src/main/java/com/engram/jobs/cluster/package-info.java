/**
 * Work that one server of the cluster does for all, on db-scheduler.
 */
@NullMarked
package com.engram.jobs.cluster;

import org.jspecify.annotations.NullMarked;
