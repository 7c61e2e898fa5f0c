/**
 * The REST API of a tenant's integrations.
 */
@NullMarked
package com.engram.api;

import org.jspecify.annotations.NullMarked;
