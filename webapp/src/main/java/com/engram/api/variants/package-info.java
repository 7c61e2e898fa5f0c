/**
 * Resources of the API for channels, what-ifs, and kept variants. Imports web, web.idempotency, and web.problems.
 */
@NullMarked
package com.engram.api.variants;

import org.jspecify.annotations.NullMarked;
