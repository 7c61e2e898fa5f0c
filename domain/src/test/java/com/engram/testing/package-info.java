/**
 * Tests domain rules where they live: on a real PostgreSQL with its row-level security, with real injection,
 * transactions and entities, and with a clock that the test sets. Only the network's edge is replaced, by fakes.
 */
package com.engram.testing;
