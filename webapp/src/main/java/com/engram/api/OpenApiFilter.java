package com.engram.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;

/**
 * Adds to every operation what holds for all of them: its name, its errors, and the headers of its responses, which
 * {@code META-INF/openapi.yaml} describes. Completes schemas and parameters from the code and its Javadoc. Removes the pages
 * of the portal and the console. Keeps the list of the operations for the documentation.
 */
public class OpenApiFilter implements OASFilter {

    /** The tags of the operations. */
    static final String TENANT = "tenant";

    static final String OPERATOR = "operator";

    private static final String API = "/api/v1/";

    /** What the server described last. The server creates the filter itself, so it cannot pass this on in another way. */
    private static final AtomicReference<List<ApiOperation>> DESCRIBED = new AtomicReference<>(List.of());

    /** The methods of operations that may refuse what a request says. */
    private static final Set<PathItem.HttpMethod> VALIDATED =
            Set.of(PathItem.HttpMethod.POST, PathItem.HttpMethod.PUT, PathItem.HttpMethod.PATCH);

    private static final String REQUEST_ID = "Request-Id";

    private static final ApiTexts TEXTS = ApiTexts.load();

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setServers(List.of(OASFactory.createServer().url(serverUrl())));
        Paths paths = OASFactory.createPaths();
        api.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(API)) {
                item.getOperations().forEach((method, operation) -> describe(path, method, operation));
                paths.addPathItem(path, item);
            }
        });
        api.setPaths(paths);
        ApiSchemas.complete(api, ApiRecords.load(), TEXTS);
        DESCRIBED.set(list(paths));
    }

    /** The operations of the API by path; empty until the server has described them, which it does when it starts. */
    static List<ApiOperation> listOperations() {
        return Optional.<List<ApiOperation>>ofNullable(DESCRIBED.get()).orElse(List.of());
    }

    static boolean isForOperator(String path) {
        return path.startsWith(API + "admin/");
    }

    private static List<ApiOperation> list(Paths paths) {
        return paths.getPathItems().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(item -> item.getValue().getOperations().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(operation -> new ApiOperation(
                                operation.getValue().getOperationId(),
                                operation.getKey().name(),
                                item.getKey(),
                                Objects.requireNonNullElse(operation.getValue().getSummary(), ""))))
                .toList();
    }

    /** The configured URL of the portal. Without any, Liberty would repeat the Host header of whoever asks. */
    private static String serverUrl() {
        return ConfigProvider.getConfig()
                .getOptionalValue("engram.portal.url", String.class)
                .orElse("/");
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        operation.setOperationId(name(path, method));
        operation.setTags(List.of(isForOperator(path) ? OPERATOR : TENANT));
        if (operation.getDescription() == null && operation.getSummary() != null) {
            operation.setDescription(operation.getSummary() + "." + commonRules(path, method, operation));
        }
        ApiParameters.complete(path, operation, TEXTS);
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/IdempotencyKey"));
        }
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        operation
                .getResponses()
                .getAPIResponses()
                .values()
                .forEach(response -> response.addHeader(
                        REQUEST_ID, OASFactory.createHeader().ref("#/components/headers/" + REQUEST_ID)));
        for (String code : errors(path, method, operation)) {
            if (!operation.getResponses().hasAPIResponse(code)) {
                operation
                        .getResponses()
                        .addAPIResponse(code, OASFactory.createAPIResponse().ref("#/components/responses/" + code));
            }
        }
    }

    /** What holds for all operations of a kind: lists, repeatable requests, and those of the operator. */
    private static String commonRules(String path, PathItem.HttpMethod method, Operation operation) {
        StringBuilder rules = new StringBuilder();
        boolean hasPages = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "cursor".equals(parameter.getName()));
        if (hasPages) {
            rules.append(" The list comes in pages: send `nextCursor` as `cursor` until it is null.");
        }
        if (method == PathItem.HttpMethod.POST) {
            rules.append(" With an `Idempotency-Key`, the request can be repeated without a second effect.");
        }
        if (path.startsWith(API + "admin/")) {
            rules.append(" It requires the API key of the operator.");
        } else if (path.contains("{")) {
            rules.append(" An id that the account does not have is answered with 404.");
        }
        return rules.toString();
    }

    /** {@code GET /api/v1/analyses/{id}/heatmap} becomes {@code getAnalysesByIdHeatmap}. */
    private static String name(String path, PathItem.HttpMethod method) {
        return method.name().toLowerCase(Locale.ROOT)
                + Stream.of(path.substring(API.length()).split("[/.-]"))
                        .map(part -> part.startsWith("{")
                                ? "By" + capital(part.substring(1, part.length() - 1))
                                : capital(part))
                        .collect(Collectors.joining());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<String> errors(String path, PathItem.HttpMethod method, Operation operation) {
        // A path or a parameter that cannot be stored is refused everywhere, even a parameter that the operation does
        // not have.
        List<String> errors = new ArrayList<>(List.of("400", "401", "403", "406", "429", "503"));
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || path.contains("{")) {
            errors.add("404");
        }
        if (hasBody) {
            errors.add("415");
        }
        if (VALIDATED.contains(method)) {
            errors.add("422");
        }
        return errors;
    }
}
