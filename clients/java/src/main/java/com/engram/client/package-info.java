/** The client of the REST API: one object for one server and one API key. Imports the packages below it. */
@NullMarked
package com.engram.client;

import org.jspecify.annotations.NullMarked;
