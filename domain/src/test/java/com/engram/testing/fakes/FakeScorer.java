package com.engram.testing.fakes;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Scorer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what the test tells it to, and records what it was asked. */
@ApplicationScoped
public class FakeScorer implements Scorer {

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private volatile Outcome next = new Outcome.Retry("The test has not said what to answer", Outcome.Cause.BUSY);

    /** Answers this from now on. */
    public void answer(Outcome outcome) {
        next = outcome;
    }

    /** What it was asked, the oldest first. */
    public List<Order> orders() {
        return List.copyOf(orders);
    }

    @Override
    public Outcome score(Order order) {
        orders.add(order);
        return next;
    }

    @Override
    public String name() {
        return "fake";
    }
}
