package com.engram.web.idempotency;

import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;

/** Stops renewing a request's claim when the request ends, in whatever way. */
@WebListener
public class ClaimEnd implements ServletRequestListener {

    @Inject
    private ClaimHeartbeat heartbeat;

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request) {
            ClaimedRequest.find(request).ifPresent(claimed -> heartbeat.end(claimed.claim()));
        }
    }
}
