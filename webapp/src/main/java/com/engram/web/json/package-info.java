/**
 * JSON that the API and the operator's API share, and how JSON is read and written. Imports web and web.problems.
 */
@NullMarked
package com.engram.web.json;

import org.jspecify.annotations.NullMarked;
