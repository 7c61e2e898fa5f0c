/**
 * Resources of the API for usage and plan, and the endpoint for Stripe's events. Imports web, web.json, and web.problems.
 */
@NullMarked
package com.engram.api.billing;

import org.jspecify.annotations.NullMarked;
