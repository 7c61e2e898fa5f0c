package com.engram.outbound;

import java.net.UnknownHostException;

/** A name leads to an address that is not the public's. */
final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    ForbiddenAddressException(String host) {
        super(host + " is not a public address");
    }
}
