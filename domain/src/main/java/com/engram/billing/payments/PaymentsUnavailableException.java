package com.engram.billing.payments;

/** The payment processor did not answer, or answered with an error. */
public class PaymentsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PaymentsUnavailableException(String message) {
        super(message);
    }

    public PaymentsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
