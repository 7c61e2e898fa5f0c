/** What must survive every other stack: the database, the buckets, the queue of arrived uploads, and the secrets. */
@NullMarked
package com.engram.cloud.data;

import org.jspecify.annotations.NullMarked;
