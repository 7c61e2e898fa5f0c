package com.engram.web.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an endpoint that changes how an account is accessed. Its caller must have signed in a few minutes ago. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresReauthentication {

    /** The path of the page to which the caller returns afterwards. */
    String value();
}
