/**
 * The filters that authenticate a caller, enter its scope, and refuse what it may not do. com.engram.web lists them in
 * their order. Imports web, web.cookies, and web.problems.
 */
@NullMarked
package com.engram.web.security;

import org.jspecify.annotations.NullMarked;
