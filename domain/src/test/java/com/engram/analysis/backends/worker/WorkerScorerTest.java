package com.engram.analysis.backends.worker;

import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.ScorerContract;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;

class WorkerScorerTest extends ScorerContract {

    @Override
    protected Scorer scorer(URI url) {
        return new WorkerScorer(url, TIMEOUT_SECONDS);
    }

    @Override
    protected void answer(HttpExchange exchange, String engine) throws IOException {
        switch (behaviour) {
            case REJECT -> send(exchange, 422, engine);
            case OVERLOADED -> send(exchange, 503, "{}");
            case STORE_FAILED -> send(exchange, 424, STORE_PROBLEM);
            case FAIL -> send(exchange, 500, "{}");
            default -> send(exchange, 200, engine);
        }
    }
}
