package com.engram.api;

import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The documentation of the API for people: a list of the operations in a page of the portal, in which Swagger UI shows the
 * details and tries them. Swagger UI is 1.4 MB of scripts, so the page loads it when somebody selects an operation. The page
 * of the server itself is not used, because it needs inline scripts and styles, which no page of this origin may have.
 */
@Path("/api/docs")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ApiDocumentationPage {

    @GET
    @PermitAll
    public View show() {
        Map<Boolean, List<ApiOperation>> operations =
                OpenApiFilter.listOperations().stream().collect(Collectors.partitioningBy(ApiOperation::isForOperator));
        return View.of("api-docs", Map.of("ofTenants", operations.get(false), "ofOperators", operations.get(true)));
    }
}
