/**
 * Single sign-on: a tenant's people prove who they are to the tenant's own OpenID Connect provider.
 */
@NullMarked
package com.engram.people.sso;

import org.jspecify.annotations.NullMarked;
