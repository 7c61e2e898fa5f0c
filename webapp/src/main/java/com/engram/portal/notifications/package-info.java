/**
 * The notifications of a person, and which of them the person wants.
 */
@NullMarked
package com.engram.portal.notifications;

import org.jspecify.annotations.NullMarked;
