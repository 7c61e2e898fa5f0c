/**
 * The REST API for a tenant's integrations, its OpenAPI description, and its documentation for people. Imports the domain
 * and web, never portal or admin.
 */
@NullMarked
package com.engram.api;

import org.jspecify.annotations.NullMarked;
