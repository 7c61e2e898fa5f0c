/**
 * The REST API for a tenant's integrations, and its OpenAPI description. Imports the domain and web, never portal or admin.
 */
@NullMarked
package com.engram.api;

import org.jspecify.annotations.NullMarked;
