/**
 * Single sign-on with a tenant's own OpenID Connect provider.
 */
@NullMarked
package com.engram.people.sso;

import org.jspecify.annotations.NullMarked;
