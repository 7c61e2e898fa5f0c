/**
 * The members of a tenant: roles, invitations and seats.
 */
@NullMarked
package com.engram.people.members;

import org.jspecify.annotations.NullMarked;
