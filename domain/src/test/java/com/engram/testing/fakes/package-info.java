/** What stands at the network's edge in tests: an object store, a scorer, a payment processor and a mail server. */
package com.engram.testing.fakes;
