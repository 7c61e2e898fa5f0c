/** The process of the object store: S3Proxy with faster uploads by form and faster copies. */
@NullMarked
package com.engram.launcher.store;

import org.jspecify.annotations.NullMarked;
