/** The plan of the account, and how much of it is used. Imports client.http. */
@NullMarked
package com.engram.client.account;

import org.jspecify.annotations.NullMarked;
