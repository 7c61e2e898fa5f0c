/**
 * Limits of multipart bodies, which are checked while RESTEasy parses them. Imports web and web.problems.
 */
@NullMarked
package com.engram.web.multipart;

import org.jspecify.annotations.NullMarked;
