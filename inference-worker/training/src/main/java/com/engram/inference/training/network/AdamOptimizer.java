package com.engram.inference.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (arXiv 1412.6980) with L2-SP regularisation (arXiv 1802.01483): weights decay towards their initial values instead of
 * towards zero. The result of a training run is the running mean of the weights.
 */
public final class AdamOptimizer {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final String STEPS = "steps";
    private static final String FIRST_MOMENT = ".first";
    private static final String SECOND_MOMENT = ".second";
    private static final String MEAN = ".mean";

    private record Parameter(
            String name,
            NDArray array,
            NDArray start,
            NDArray first,
            NDArray second,
            NDArray mean,
            double rate,
            double pull) {}

    private final NDManager manager;
    private final List<Parameter> parameters = new ArrayList<>();
    private int step;
    private int averaged;

    /** An optimiser without parameters. Its arrays live as long as the manager. */
    public AdamOptimizer(NDManager manager) {
        this.manager = manager;
    }

    /**
     * Adds a parameter.
     *
     * @param name identifies the parameter in {@link #state()}
     * @param rate the learning rate
     * @param pull the strength of the decay towards the initial value
     */
    public void add(String name, NDArray array, double rate, double pull) {
        array.setRequiresGradient(true);
        NDArray start = array.stopGradient().duplicate();
        start.attach(manager);
        parameters.add(new Parameter(
                name,
                array,
                start,
                manager.zeros(array.getShape()),
                manager.zeros(array.getShape()),
                manager.zeros(array.getShape()),
                rate,
                pull));
    }

    /** Takes one step along the gradients, with all learning rates multiplied by {@code pace}, and clears the gradients. */
    public void step(double pace) {
        step++;
        double correction = Math.sqrt(1 - Math.pow(BETA_2, step)) / (1 - Math.pow(BETA_1, step));
        for (Parameter parameter : parameters) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray gradient = parameter.array().getGradient();
                gradient.tempAttach(scope);
                parameter.first().muli(BETA_1).addi(gradient.mul(1 - BETA_1));
                parameter.second().muli(BETA_2).addi(gradient.square().muli(1 - BETA_2));
                NDArray move = parameter.first().mul((float) (parameter.rate() * pace * correction));
                move.tempAttach(scope);
                NDArray scale = parameter.second().sqrt();
                scale.tempAttach(scope);
                NDArray live = parameter.array().stopGradient();
                live.tempAttach(scope);
                NDArray back = live.sub(parameter.start());
                back.tempAttach(scope);
                live.subi(move.divi(scale.addi(EPSILON)));
                live.subi(back.muli((float) (parameter.pull() * pace)));
                gradient.muli(0);
            }
        }
    }

    /** Adds the current weights to the running mean. */
    void average() {
        averaged++;
        for (Parameter parameter : parameters) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray difference = parameter.array().stopGradient().sub(parameter.mean());
                difference.tempAttach(scope);
                parameter.mean().addi(difference.divi(averaged));
            }
        }
    }

    /** The complete state, from which another process can resume. */
    List<Tensor> state() {
        List<Tensor> state = new ArrayList<>();
        state.add(new Tensor(STEPS, new long[] {2}, new float[] {step, averaged}));
        for (Parameter parameter : parameters) {
            state.add(tensor(parameter.name(), parameter.array().stopGradient()));
            state.add(tensor(parameter.name() + FIRST_MOMENT, parameter.first()));
            state.add(tensor(parameter.name() + SECOND_MOMENT, parameter.second()));
            state.add(tensor(parameter.name() + MEAN, parameter.mean()));
        }
        return state;
    }

    private static Tensor tensor(String name, NDArray array) {
        return new Tensor(name, array.getShape().getShape(), array.toFloatArray());
    }

    /** Restores a state that {@link #state()} returned. */
    void restore(Weights state) {
        float[] steps = state.values(STEPS, 2);
        step = (int) steps[0];
        averaged = (int) steps[1];
        for (Parameter parameter : parameters) {
            set(parameter.array(), state, parameter.name());
            set(parameter.first(), state, parameter.name() + FIRST_MOMENT);
            set(parameter.second(), state, parameter.name() + SECOND_MOMENT);
            set(parameter.mean(), state, parameter.name() + MEAN);
        }
    }

    private void set(NDArray array, Weights state, String name) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray live = array.stopGradient();
            live.tempAttach(scope);
            float[] values = state.values(name, array.getShape().size());
            live.muli(0).addi(scope.create(values, array.getShape()));
        }
    }

    /** Ends the training: replaces the weights by their running mean, if there is one. */
    void finish() {
        for (Parameter parameter : parameters) {
            parameter.array().setRequiresGradient(false);
            if (averaged > 0) {
                parameter.mean().copyTo(parameter.array());
            }
        }
    }
}
