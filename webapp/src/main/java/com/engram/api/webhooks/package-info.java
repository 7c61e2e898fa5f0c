/**
 * The API's resources for webhook endpoints.
 */
@NullMarked
package com.engram.api.webhooks;

import org.jspecify.annotations.NullMarked;
