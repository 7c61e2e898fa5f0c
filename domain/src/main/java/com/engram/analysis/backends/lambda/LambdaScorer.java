package com.engram.analysis.backends.lambda;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Retry;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.Task;
import com.engram.analysis.backends.wire.ConnectionFailures;
import com.engram.analysis.backends.wire.EngineRequest;
import com.engram.analysis.backends.wire.EngineResponse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Ec2ThrottledException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The engine as a Lambda function. Our own table retries, so the SDK does not. */
@ApplicationScoped
class LambdaScorer implements Scorer {

    private static final int UNPROCESSABLE = 422;
    private static final int STORE_FAILED = 424;
    private static final int UNAVAILABLE = 503;

    private final LambdaSettings settings;

    private @Nullable LambdaClient client;

    @Inject
    LambdaScorer(LambdaSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public boolean isConfigured() {
        return settings.function().isPresent();
    }

    @Override
    public Outcome score(Order order) {
        long began = System.nanoTime();
        try {
            InvokeResponse response = client().invoke(
                            r -> r.functionName(settings.function().orElseThrow())
                                    .payload(SdkBytes.fromUtf8String(EngineRequest.json(order))));
            int millis = (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
            return outcome(order.task(), response, millis);
        } catch (TooManyRequestsException | Ec2ThrottledException e) {
            return new Retry("Lambda throttles: " + e.getMessage(), Cause.BUSY);
        } catch (LambdaException e) {
            // The service failed or refused us, before the function saw the picture.
            return new Retry("Lambda answered " + e.statusCode() + ": " + e.getMessage(), Cause.DOWN);
        } catch (SdkClientException e) {
            return ConnectionFailures.failedToOpen(e)
                    ? new Retry("Lambda cannot be reached: " + e.getMessage(), Cause.DOWN)
                    : new Retry("Lambda gave no answer: " + e.getMessage(), Cause.FAULT);
        } catch (RuntimeException e) {
            return new Retry("The function's answer cannot be read: " + e, Cause.FAULT);
        }
    }

    private static Outcome outcome(Task task, InvokeResponse response, int millis) {
        String body = response.payload().asUtf8String();
        if (response.functionError() != null) {
            // It threw, ran out of memory, or overstayed: perhaps because of this picture.
            return new Retry("The function failed: " + body, Cause.FAULT);
        }
        return switch (EngineResponse.problemStatus(body)) {
            case 0 -> EngineResponse.found(task, body, millis);
            case UNPROCESSABLE -> EngineResponse.rejected(body);
            case STORE_FAILED -> new Retry("The store failed the function: " + body, Cause.STORE);
            case UNAVAILABLE -> new Retry("The function is busy", Cause.BUSY);
            default -> new Retry("The function answered " + body, Cause.FAULT);
        };
    }

    private synchronized LambdaClient client() {
        if (client == null) {
            client = settings.connect();
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
