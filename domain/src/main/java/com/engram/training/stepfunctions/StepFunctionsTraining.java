package com.engram.training.stepfunctions;

import com.engram.training.ManagedTraining;
import com.engram.training.TrainingFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/**
 * Trainings as executions of a state machine. The state machine creates the jobs of SageMaker, so that a server needs no right to
 * create jobs or to hand on a role, and a job can be nothing else than what the state machine says.
 */
@ApplicationScoped
class StepFunctionsTraining implements ManagedTraining {

    private final StepFunctionsSettings settings;

    @Inject
    StepFunctionsTraining(StepFunctionsSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean isConfigured() {
        return settings.stateMachine().isPresent();
    }

    @Override
    public void start(String run, Order order) {
        JsonObjectBuilder hyperparameters = Json.createObjectBuilder();
        order.hyperparameters().forEach(hyperparameters::add);
        String input = Json.createObjectBuilder()
                .add("model", order.model().toString())
                .add("manifest", order.manifest())
                .add("hyperparameters", hyperparameters)
                .add("seconds", order.limit().toSeconds())
                .build()
                .toString();
        call("start the training " + run, () -> {
            try {
                return settings.client()
                        .startExecution(
                                r -> r.stateMachineArn(stateMachine()).name(run).input(input))
                        .executionArn();
            } catch (ExecutionAlreadyExistsException e) {
                // It was started before with other images, and is left to go on.
                return run;
            }
        });
    }

    @Override
    public State find(String run) {
        return call("look for the training " + run, () -> {
            try {
                return state(settings.client().describeExecution(r -> r.executionArn(execution(run))));
            } catch (ExecutionDoesNotExistException e) {
                return new Unknown();
            }
        });
    }

    private static State state(DescribeExecutionResponse execution) {
        return switch (execution.status()) {
            case SUCCEEDED -> TrainingJobDescription.parse(execution.output()).ofCompleted();
            case FAILED, ABORTED ->
                TrainingJobDescription.parse(execution.cause())
                        .ofFailed(
                                Objects.requireNonNullElse(execution.error(), execution.statusAsString()),
                                Objects.requireNonNullElse(execution.cause(), "no cause"));
            case TIMED_OUT -> new Failed(TrainingFailure.TOO_SLOW, false, "The execution took too long");
            default -> new Running();
        };
    }

    @Override
    public void stop(String run) {
        call("stop the training " + run, () -> {
            try {
                return settings.client()
                        .stopExecution(r -> r.executionArn(execution(run)))
                        .toString();
            } catch (ExecutionDoesNotExistException e) {
                return run;
            }
        });
    }

    private String stateMachine() {
        return settings.stateMachine().orElseThrow();
    }

    private String execution(String run) {
        return stateMachine().replace(":stateMachine:", ":execution:") + ":" + run;
    }

    private static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new UncheckedIOException(
                    new IOException("Step Functions failed to " + what + ": " + e.getMessage(), e));
        }
    }
}
