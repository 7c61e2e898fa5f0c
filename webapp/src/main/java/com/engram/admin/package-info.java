/**
 * The operator's console and API. This package holds what surrounds every page of the console; each package below holds a page
 * and the API beside it, which call the same use cases. Imports the domain and web, never portal or api.
 */
@NullMarked
package com.engram.admin;

import org.jspecify.annotations.NullMarked;
