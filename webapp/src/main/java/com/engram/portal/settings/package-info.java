/**
 * Settings: people, API keys, security, single sign-on, audit log.
 */
@NullMarked
package com.engram.portal.settings;

import org.jspecify.annotations.NullMarked;
