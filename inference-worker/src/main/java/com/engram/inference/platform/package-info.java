/** What the engine needs from its runtime environment: native libraries and the class data sharing archive. */
@NullMarked
package com.engram.inference.platform;

import org.jspecify.annotations.NullMarked;
