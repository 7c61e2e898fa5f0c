/** The processes that the launcher starts: PostgreSQL, the object store, the inference worker, and Open Liberty. */
@NullMarked
package com.engram.launcher.parts;

import org.jspecify.annotations.NullMarked;
