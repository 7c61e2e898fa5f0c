package com.engram.web.idempotency;

import com.engram.idempotency.IdempotentResponses;
import com.engram.idempotency.StoredResponse;
import com.engram.web.json.JsonbContextResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores the response of a request with an Idempotency-Key in the transaction of its effect. Without it a server that
 * stops between the two would have the request executed twice. Does nothing for a request without a key.
 */
@ApplicationScoped
public class IdempotentEffect {

    @Inject
    private IdempotentResponses responses;

    @Inject
    private HttpServletRequest request;

    private final JsonbContextResolver json = new JsonbContextResolver();

    /** Executes an effect that calls no other system, and stores its response in the same transaction. */
    @Transactional
    public Response execute(Supplier<Response> effect) {
        Response response = effect.get();
        store(response);
        return response;
    }

    /** Stores a response in the running transaction, which is the one of the request's effect. */
    @Transactional(TxType.MANDATORY)
    public void store(Response response) {
        Optional<ClaimedRequest> claimed = ClaimedRequest.find(request);
        if (claimed.isEmpty() || !StoredResponse.isKept(response.getStatus())) {
            return;
        }
        claimed.get().setHead(response.getStatus(), response.getHeaderString("Location"));
        try {
            responses.storeWithEffect(
                    claimed.get().claim(), claimed.get().response(mediaType(response), content(response)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mediaType(Response response) {
        return response.getMediaType() == null
                ? MediaType.APPLICATION_JSON
                : response.getMediaType().toString();
    }

    private byte[] content(Response response) {
        Object entity = response.getEntity();
        return entity == null
                ? new byte[0]
                : json.getContext(entity.getClass()).toJson(entity).getBytes(StandardCharsets.UTF_8);
    }
}
