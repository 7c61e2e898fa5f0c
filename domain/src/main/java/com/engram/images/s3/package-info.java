/**
 * The object store, spoken to in the language of Amazon S3.
 */
@NullMarked
package com.engram.images.s3;

import org.jspecify.annotations.NullMarked;
