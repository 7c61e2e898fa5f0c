package com.engram.web.idempotency;

import com.engram.idempotency.Claim;
import com.engram.idempotency.IdempotentResponses;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Renews the claims of the requests that this server executes, until each request ends. */
@ApplicationScoped
class ClaimHeartbeat {

    private static final Logger LOG = Logger.getLogger(ClaimHeartbeat.class.getName());
    private static final int SECONDS = 15;

    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    @Inject
    private IdempotentResponses responses;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> heartbeat;

    @PostConstruct
    void start() {
        heartbeat = scheduler.scheduleWithFixedDelay(this::renew, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
    }

    void begin(Claim claim) {
        running.add(claim.token());
    }

    void end(Claim claim) {
        running.remove(claim.token());
    }

    private void renew() {
        if (running.isEmpty()) {
            return;
        }
        try {
            responses.renew(Set.copyOf(running));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Claims of idempotent requests could not be renewed", e);
        }
    }
}
