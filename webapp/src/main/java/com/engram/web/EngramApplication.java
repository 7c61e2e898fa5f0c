package com.engram.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Pages and API in one JAX-RS application, at the root. */
@ApplicationPath("/")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Engram",
                        version = "1",
                        description =
                                "Tells how memorable an image is and which parts of it stick. Errors are problem+json (RFC 9457) with a stable code."),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(
        securitySchemeName = "key",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API key: eng_live_<8>_<secret>")
public class EngramApplication extends Application {}
