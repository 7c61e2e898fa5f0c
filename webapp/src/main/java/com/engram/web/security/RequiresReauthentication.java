package com.engram.web.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that opens or closes an account: whoever calls it has proved a moment ago who they are. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresReauthentication {

    /** The page to come back to, once they have. */
    String value();
}
