package com.engram.analysis;

import com.engram.tenancy.TenantId;
import java.util.UUID;

/** The last analysis of a batch has ended. Fired within the transaction that ended it, once each time that happens. */
public record BatchFinished(UUID batch, TenantId tenant) {}
