package com.engram.inference.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.engram.inference.model.Tensor;
import com.engram.inference.model.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (arXiv 1412.6980) with a pull back to the starting point instead of to zero (L2-SP), and a running mean of the weights
 * along the way, which is what training yields.
 */
final class Adam {
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;
    private static final float TINY = 1e-8f;
    private static final String STEPS = "steps";
    private static final String FIRST_MOMENT = ".first";
    private static final String SECOND_MOMENT = ".second";
    private static final String MEAN = ".mean";

    private record Slot(
            String name,
            NDArray parameter,
            NDArray start,
            NDArray first,
            NDArray second,
            NDArray mean,
            double rate,
            double pull) {}

    private final NDManager manager;
    private final List<Slot> slots = new ArrayList<>();
    private int step;
    private int averaged;

    Adam(NDManager manager) {
        this.manager = manager;
    }

    /** Lets a parameter learn; its name is its place in {@link #state()}. */
    void learn(String name, NDArray parameter, double rate, double pull) {
        parameter.setRequiresGradient(true);
        NDArray start = parameter.stopGradient().duplicate();
        start.attach(manager);
        slots.add(new Slot(
                name,
                parameter,
                start,
                manager.zeros(parameter.getShape()),
                manager.zeros(parameter.getShape()),
                manager.zeros(parameter.getShape()),
                rate,
                pull));
    }

    /** Takes one step along the gradients, scaled by {@code pace}, and clears them. */
    void step(double pace) {
        step++;
        double correction = Math.sqrt(1 - Math.pow(SECOND, step)) / (1 - Math.pow(FIRST, step));
        for (Slot slot : slots) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray gradient = slot.parameter().getGradient();
                gradient.tempAttach(scope);
                slot.first().muli(FIRST).addi(gradient.mul(1 - FIRST));
                slot.second().muli(SECOND).addi(gradient.square().muli(1 - SECOND));
                NDArray move = slot.first().mul((float) (slot.rate() * pace * correction));
                move.tempAttach(scope);
                NDArray scale = slot.second().sqrt();
                scale.tempAttach(scope);
                NDArray live = slot.parameter().stopGradient();
                live.tempAttach(scope);
                NDArray back = live.sub(slot.start());
                back.tempAttach(scope);
                live.subi(move.divi(scale.addi(TINY)));
                live.subi(back.muli((float) (slot.pull() * pace)));
                gradient.muli(0);
            }
        }
    }

    /** Adds the weights as they stand to the running mean. */
    void average() {
        averaged++;
        for (Slot slot : slots) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray difference = slot.parameter().stopGradient().sub(slot.mean());
                difference.tempAttach(scope);
                slot.mean().addi(difference.divi(averaged));
            }
        }
    }

    /** All that is needed to go on from here in another process. */
    List<Tensor> state() {
        List<Tensor> state = new ArrayList<>();
        state.add(new Tensor(STEPS, new long[] {2}, new float[] {step, averaged}));
        for (Slot slot : slots) {
            state.add(tensor(slot.name(), slot.parameter().stopGradient()));
            state.add(tensor(slot.name() + FIRST_MOMENT, slot.first()));
            state.add(tensor(slot.name() + SECOND_MOMENT, slot.second()));
            state.add(tensor(slot.name() + MEAN, slot.mean()));
        }
        return state;
    }

    private static Tensor tensor(String name, NDArray array) {
        return new Tensor(name, array.getShape().getShape(), array.toFloatArray());
    }

    /** Goes on from a state. */
    void restore(Weights state) {
        float[] steps = state.values(STEPS, 2);
        step = (int) steps[0];
        averaged = (int) steps[1];
        for (Slot slot : slots) {
            set(slot.parameter(), state, slot.name());
            set(slot.first(), state, slot.name() + FIRST_MOMENT);
            set(slot.second(), state, slot.name() + SECOND_MOMENT);
            set(slot.mean(), state, slot.name() + MEAN);
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

    /** Puts the running mean in place of the weights. */
    void settle() {
        for (Slot slot : slots) {
            slot.parameter().setRequiresGradient(false);
            if (averaged > 0) {
                slot.mean().copyTo(slot.parameter());
            }
        }
    }
}
