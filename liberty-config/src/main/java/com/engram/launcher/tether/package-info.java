/** What ties a child JVM's life to its launcher's. */
@NullMarked
package com.engram.launcher.tether;

import org.jspecify.annotations.NullMarked;
