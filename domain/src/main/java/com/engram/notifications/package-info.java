/**
 * Notifications of people about what happened in their account: in the product and by email, each switchable.
 */
@NullMarked
package com.engram.notifications;

import org.jspecify.annotations.NullMarked;
