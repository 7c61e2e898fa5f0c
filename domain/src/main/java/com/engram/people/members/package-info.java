/**
 * Who belongs to a tenant, in which role, and how they come and go.
 */
@NullMarked
package com.engram.people.members;

import org.jspecify.annotations.NullMarked;
