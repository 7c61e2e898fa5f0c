package com.engram.billing.payments;

/** The payment processor did not answer, or not as it should. */
public class PaymentsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why not. */
    public PaymentsUnavailableException(String message) {
        super(message);
    }

    /** Why not. */
    public PaymentsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
