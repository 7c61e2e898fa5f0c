package com.engram.testing.fakes;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Another backend, for tests of more than one. The configuration of tests does not name it. */
@ApplicationScoped
public class SecondFakeScorer implements Scorer {

    private volatile Outcome next = new Outcome.Retry("The test has not set an outcome", Outcome.Cause.OVERLOADED);
    private volatile Duration urlValidity = URL_VALIDITY;

    /** Returns this outcome from now on. */
    public void answer(Outcome outcome) {
        next = outcome;
    }

    /** Sets how long it needs signed URLs. */
    public void setUrlValidity(Duration validity) {
        urlValidity = validity;
    }

    @Override
    public Duration urlValidity() {
        return urlValidity;
    }

    @Override
    public Outcome score(ScoreRequest request) {
        return next;
    }

    @Override
    public String name() {
        return "second";
    }
}
