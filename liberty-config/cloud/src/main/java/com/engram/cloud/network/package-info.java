/** The network: subnets, the ways to AWS's services, and which part may connect to which. */
@NullMarked
package com.engram.cloud.network;

import org.jspecify.annotations.NullMarked;
