/**
 * The queue, the backends, and the servers' metrics: pages and API.
 */
@NullMarked
package com.engram.admin.operations;

import org.jspecify.annotations.NullMarked;
