/** Open Liberty behind a load balancer, the migrations before each release, and the firewall. */
@NullMarked
package com.engram.cloud.server;

import org.jspecify.annotations.NullMarked;
