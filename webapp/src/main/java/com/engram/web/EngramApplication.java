package com.engram.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Pages and API in one JAX-RS application, at the root. */
@ApplicationPath("/")
public class EngramApplication extends Application {}
