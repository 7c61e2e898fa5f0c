/**
 * Settings: people, API keys, security, single sign-on, audit log, and the account itself. Imports exports and signin.
 */
@NullMarked
package com.engram.portal.settings;

import org.jspecify.annotations.NullMarked;
