/** The home folder of an installation: its lock, secrets, ports, settings, and the operator's credentials. */
@NullMarked
package com.engram.launcher.home;

import org.jspecify.annotations.NullMarked;
