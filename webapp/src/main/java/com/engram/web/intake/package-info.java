/**
 * What the portal and the API share to receive images and requests for analyses. Imports web, web.idempotency,
 * web.json, and web.problems.
 */
@NullMarked
package com.engram.web.intake;

import org.jspecify.annotations.NullMarked;
