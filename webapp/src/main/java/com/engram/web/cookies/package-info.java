/**
 * What a browser keeps for Engram: every cookie, encrypted cookies, CSRF tokens, and an operator's view of a tenant's
 * portal. Imports com.engram.web, and people of the domain.
 */
@NullMarked
package com.engram.web.cookies;

import org.jspecify.annotations.NullMarked;
