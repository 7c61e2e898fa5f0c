/**
 * The object store over the S3 API.
 */
@NullMarked
package com.engram.images.storage.s3;

import org.jspecify.annotations.NullMarked;
