package com.engram.admin.models;

import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.Scorer;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Models, for the operator: which there are, and which one is asked for. */
@Path("/api/v1/admin/models")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ModelsAdminApi {

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private Backends backends;

    /** A model that a backend has; active answers unless another is asked for. */
    public record ServedJson(String backend, String model, boolean active, String architecture) {}

    /** A tenant with a model of its own. */
    public record PinJson(String tenantId, String model) {}

    /** Which model everybody else asks for; null is each backend's active one. */
    public record ModelsJson(@Nullable String rolledOut, List<ServedJson> served, List<PinJson> pinned) {}

    /** The model to ask for, as name:version; null for each backend's active one. */
    public record RollOutRequest(@Nullable String model) {}

    @GET
    @Operation(summary = "Read which models there are and which one is asked for")
    public ModelsJson models() {
        return new ModelsJson(
                chooseModel.listRollOuts().stream()
                        .findFirst()
                        .flatMap(ChooseModel.RollOut::model)
                        .orElse(null),
                served(backends.listModels()),
                chooseModel.listPins().stream()
                        .map(pin -> new PinJson(PublicId.TENANT.of(pin.tenant().value()), pin.model()))
                        .toList());
    }

    @PATCH
    @Operation(summary = "Roll a model out to all tenants without one of their own")
    public Response rollOut(@Nullable RollOutRequest request) {
        if (request == null) {
            return ProblemResponses.badRequest("Send {\"model\"}: a name:version, or null.");
        }
        if (request.model() != null && ModelsConsole.isNowhere(backends.listModels(), request.model())) {
            return ProblemResponses.response(
                    422, "unknown_model", "No backend says that it has " + request.model() + ".");
        }
        chooseModel.rollOut(Optional.ofNullable(request.model()));
        return Response.ok(models()).build();
    }

    private static List<ServedJson> served(Map<String, List<Scorer.Served>> models) {
        return models.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(one -> new ServedJson(entry.getKey(), one.fullName(), one.active(), one.architecture())))
                .toList();
    }
}
