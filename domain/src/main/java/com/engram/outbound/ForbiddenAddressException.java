package com.engram.outbound;

import java.net.UnknownHostException;

/** A host name resolves to an address that is not public. */
final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    ForbiddenAddressException(String host) {
        super(host + " is not a public address");
    }
}
