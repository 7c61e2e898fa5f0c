package com.engram.client;

import com.engram.client.account.Account;
import com.engram.client.analyses.Analyses;
import com.engram.client.analyses.Batches;
import com.engram.client.analyses.Benchmarks;
import com.engram.client.analyses.Comparisons;
import com.engram.client.http.Connection;
import com.engram.client.http.RetryOptions;
import com.engram.client.images.Exports;
import com.engram.client.images.Images;
import com.engram.client.images.Projects;
import com.engram.client.webhooks.Webhooks;
import java.net.URI;
import java.time.Duration;

/**
 * A client of Engram's REST API. It may be used by several threads; make one and keep it.
 *
 * <p>A call blocks until its result is there. It throws a {@link com.engram.client.http.ProblemException} if the API refuses
 * the request, and an {@link com.engram.client.http.UnreachableException} if there is no answer. Requests are attempted again
 * by {@link RetryOptions}; each POST has an idempotency key, so that a repetition has no second effect.
 */
public final class EngramClient {

    private final Connection connection;

    private EngramClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * A builder of a client.
     *
     * @param baseUrl the URL of the portal, such as {@code https://engram.example.com}
     * @param apiKey {@code eng_live_...}
     */
    public static Builder builder(URI baseUrl, String apiKey) {
        return new Builder(baseUrl, apiKey);
    }

    /** Requests analyses and reads their results. */
    public Analyses analyses() {
        return new Analyses(connection);
    }

    /** Requests batches and reads their progress. */
    public Batches batches() {
        return new Batches(connection);
    }

    /** Compares images. */
    public Comparisons comparisons() {
        return new Comparisons(connection);
    }

    /** Lists what scores can be compared with. */
    public Benchmarks benchmarks() {
        return new Benchmarks(connection);
    }

    /** Uploads, reads, tags and deletes images. */
    public Images images() {
        return new Images(connection);
    }

    /** Creates, reads and changes projects. */
    public Projects projects() {
        return new Projects(connection);
    }

    /** Exports all images and results. */
    public Exports exports() {
        return new Exports(connection);
    }

    /** Reads plan and usage. */
    public Account account() {
        return new Account(connection);
    }

    /** Manages webhook endpoints. */
    public Webhooks webhooks() {
        return new Webhooks(connection);
    }

    /** Settings of a client. */
    public static final class Builder {

        private final URI baseUrl;
        private final String apiKey;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration timeLimit = Duration.ofSeconds(60);
        private RetryOptions retries = RetryOptions.DEFAULT;

        private Builder(URI baseUrl, String apiKey) {
            String scheme = baseUrl.getScheme();
            if (!("https".equals(scheme) || "http".equals(scheme)) || baseUrl.getHost() == null) {
                throw new IllegalArgumentException("The base URL is an http or https URL with a host.");
            }
            if (apiKey.isBlank()) {
                throw new IllegalArgumentException("An API key is needed.");
            }
            this.baseUrl = baseUrl;
            this.apiKey = apiKey.strip();
        }

        /** How long connecting may take. The default is 10 seconds. */
        public Builder connectTimeout(Duration time) {
            connectTimeout = time;
            return this;
        }

        /** How long one attempt of a request may take. The default is 60 seconds. */
        public Builder timeLimit(Duration time) {
            timeLimit = time;
            return this;
        }

        /** When requests are attempted again. The default is {@link RetryOptions#DEFAULT}. */
        public Builder retries(RetryOptions options) {
            retries = options;
            return this;
        }

        /** The client. */
        public EngramClient build() {
            return new EngramClient(new Connection(baseUrl, apiKey, connectTimeout, timeLimit, retries));
        }
    }
}
