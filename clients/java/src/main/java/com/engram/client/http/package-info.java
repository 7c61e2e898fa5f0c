/**
 * Calls of the REST API: authentication, retries, time limits, lists in pages, multipart bodies, and failures as exceptions.
 */
@NullMarked
package com.engram.client.http;

import org.jspecify.annotations.NullMarked;
