package com.engram.analysis;

import com.engram.tenancy.TenantId;
import java.util.UUID;

/** The last analysis of a batch reached a final state. Fired in that transaction; once more if the batch was reopened. */
public record BatchFinished(UUID batch, TenantId tenant) {}
